{#
    Within a group, the value of a column in the row of the highest number that states one.
    Null when none does. `number` must be unique within the group.
#}
{% macro last_stated(column, number) -%}
    max_by({{ column }}, {{ number }}) filter (where {{ column }} is not null)
{%- endmacro %}
