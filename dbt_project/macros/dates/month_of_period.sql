{#
    The last month of a delivery's period (`2025-04` or a calendar quarter, `2025-Q1`), counted
    from year 0 so that months can be subtracted. Null for a period of another kind.
#}
{% macro month_of_period(period) -%}
    try_cast({{ part(period, '^([0-9]{4})-', 1) }} as integer) * 12
    + coalesce(
        try_cast({{ part(period, '^[0-9]{4}-([0-9]{2})$', 1) }} as integer),
        try_cast({{ part(period, '^[0-9]{4}-Q([1-4])$', 1) }} as integer) * 3
    )
{%- endmacro %}
