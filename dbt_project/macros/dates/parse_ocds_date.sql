{#
    The day in the United Kingdom that a notice's date or instant names. Publishers write local
    time with its offset, so the day is the one written. Null when there is none.
#}
{% macro parse_ocds_date(text) -%}
    try_cast({{ part('trim(' ~ text ~ ')', '^([0-9]{4}-[0-9]{2}-[0-9]{2})($|T)', 1) }} as date)
{%- endmacro %}

{#
    The instant (UTC) that a notice's timestamp names; a summer-time offset is taken off, and a
    date alone is its midnight. Null when there is none.
#}
{% macro parse_ocds_instant(text) -%}
    {%- set shape = '^([0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2})?)' -%}
    {%- set written = 'try_cast(' ~ part('trim(' ~ text ~ ')', shape, 1) ~ ' as timestamp)' -%}
    case
        when {{ text }} like '%+01:00' then {{ written }} - interval '1' hour
        else {{ written }}
    end
{%- endmacro %}
