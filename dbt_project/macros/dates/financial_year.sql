{#
    The public financial year (1 April to 31 March) a day falls in, written `2025-26`.
    Null when the day is null.
#}
{% macro financial_year(date) -%}
    {%- set first = 'cast(extract(year from ' ~ add_months_to(date, -3) ~ ') as integer)' -%}
    cast({{ first }} as string) || '-' || right(cast({{ first }} + 1 as string), 2)
{%- endmacro %}
