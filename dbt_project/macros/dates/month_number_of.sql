{#
    The month a day is in, counted from year 0 as `month_of_period` counts. Null when the day is.
#}
{% macro month_number_of(date) -%}
    cast(extract(year from {{ date }}) * 12 + extract(month from {{ date }}) as integer)
{%- endmacro %}
