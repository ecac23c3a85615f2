{#
    What is to be thought of the last day of a contract: `missing`; `unreal`, where it lies before
    2000, after 2089, before the first day, or more than thirty years after it; else `stated`.
#}
{% macro end_date_quality(start_date, end_date) -%}
    case
        when {{ end_date }} is null then 'missing'
        when
            {{ end_date }} < {{ start_date }}
            or {{ end_date }} < cast('2000-01-01' as date)
            or {{ end_date }} >= cast('2090-01-01' as date)
            or {{ end_date }} > {{ add_months_to(start_date, 360) }}
            then 'unreal'
        else 'stated'
    end
{%- endmacro %}
