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
