{#
    An order in which no two different rows tie: by each column in turn, what is stated first.
    Written out in full because the engines put nulls at different ends.
#}
{% macro in_text_order(columns) -%}
    {{ columns | join(' asc nulls last, ') }} asc nulls last
{%- endmacro %}
