{#
    The layer's own name as the schema, in every target: `core.fct_payments` is a promise.
#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name if custom_schema_name is not none else target.schema }}
{%- endmacro %}
