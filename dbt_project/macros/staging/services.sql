{#
    The rows of several relations of the same columns, one after another.
#}
{% macro rows_together(relations) -%}
    {%- for relation in relations -%}
        select * from {{ relation }} {%- if not loop.last %} union all {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{#
    The service a row comes from: a column of the compiled tables, else the source itself.
#}
{% macro service_column(source_id) -%}
    {%- if source_id == 'compiled' -%} source_id {%- else -%} '{{ source_id }}' as source_id {%- endif -%}
{%- endmacro %}
