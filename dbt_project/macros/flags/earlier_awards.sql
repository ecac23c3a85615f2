{#
    Each award with those that have the same `columns` and were decided on its day or in the days
    before it that the rule allows: the award itself is among them.
#}
{% macro earlier_awards(awards, rule, columns) -%}
    select
        awards.contract_key,
        earlier.contract_gross_gbp
    from {{ awards }} as awards
    cross join {{ rule }} as rule
    inner join {{ awards }} as earlier
        on
            {{ days_between('earlier.decided_date', 'awards.decided_date') }}
            between 0 and rule.limit_days
    {%- for column in columns %}
            and awards.{{ column }} = earlier.{{ column }}
    {%- endfor %}
{%- endmacro %}
