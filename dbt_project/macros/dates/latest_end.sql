{#
    The last day with every option taken: the first of several statements that there is. Null
    where nothing states one, or where it lies before the last day without options.
#}
{% macro latest_end(dates, end_date) -%}
    {%- set stated = 'coalesce(' ~ dates | join(', ') ~ ')' if dates | length > 1 else dates[0] -%}
    case
        when {{ end_date }} is null or {{ stated }} >= {{ end_date }} then {{ stated }}
    end
{%- endmacro %}
