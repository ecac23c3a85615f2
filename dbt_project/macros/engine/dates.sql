{#
    The same day some months later, or the last day of that month where it has no such day.
    Null when the date is null.
#}
{% macro add_months_to(date, months) -%}
    {{ return(adapter.dispatch('add_months_to', 'goldenthread')(date, months)) }}
{%- endmacro %}

{% macro default__add_months_to(date, months) -%}
    cast({{ date }} + to_months({{ months }}) as date)
{%- endmacro %}

{% macro spark__add_months_to(date, months) -%}
    add_months({{ date }}, {{ months }})
{%- endmacro %}

{#
    The English name of a day of the week. Null when the date is null.
#}
{% macro day_name(date) -%}
    {{ return(adapter.dispatch('day_name', 'goldenthread')(date)) }}
{%- endmacro %}

{% macro default__day_name(date) -%}
    dayname({{ date }})
{%- endmacro %}

{% macro spark__day_name(date) -%}
    date_format({{ date }}, 'EEEE')
{%- endmacro %}

{#
    How many days one date is after another, bigint; negative when it is before. Null when either
    is null.
#}
{% macro days_between(earlier, later) -%}
    {{ return(adapter.dispatch('days_between', 'goldenthread')(earlier, later)) }}
{%- endmacro %}

{% macro default__days_between(earlier, later) -%}
    cast(date_diff('day', {{ earlier }}, {{ later }}) as bigint)
{%- endmacro %}

{% macro spark__days_between(earlier, later) -%}
    cast(datediff({{ later }}, {{ earlier }}) as bigint)
{%- endmacro %}
