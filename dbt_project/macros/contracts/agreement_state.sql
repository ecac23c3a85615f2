{#
    The last day of an agreement, options not taken, where it can be used.
#}
{% macro usable_end() -%}
    case when end_date_quality = 'stated' then end_date end
{%- endmacro %}

{#
    The last day with every option taken, where it can be used and says more than the last day
    does: it is later, or no last day is stated. Not 2090 and after, nor over 30 years.
#}
{% macro usable_latest_end() -%}
    case
        when latest_end_date >= cast('2090-01-01' as date) or end_date_quality = 'unreal' then null
        when latest_end_date < start_date then null
        when latest_end_date > {{ add_months_to('start_date', 360) }} then null
        when end_date_quality = 'missing' or latest_end_date > end_date then latest_end_date
    end
{%- endmacro %}

{#
    How an agreement stands on a day, by its dates and by what notices say. What nobody has said
    stays unknown: an agreement without a last day is not taken to be running.
#}
{% macro agreement_state(as_of) -%}
    case
        when is_cancelled then 'cancelled'
        when is_terminated then 'ended'
        when {{ as_of }} < start_date then 'not_started'
        when {{ usable_end() }} is null and {{ usable_latest_end() }} is null then 'unknown_end'
        when {{ as_of }} > coalesce({{ usable_latest_end() }}, {{ usable_end() }}) then 'ended'
        when start_date is null then 'unknown_start'
        when {{ as_of }} > {{ usable_end() }} then 'on_options'
        else 'live'
    end
{%- endmacro %}
