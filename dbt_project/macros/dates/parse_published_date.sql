{#
    A day from a publisher's text, given how it was found to be written (`format`, a column of
    the landed table). Null when the text is not in that format or is no day of the calendar.
    A year of two digits is in this century. A month without a day is read as its first day.
#}
{% macro parse_published_date(text, format) -%}
    {%- set bare = 'trim(' ~ text ~ ')' -%}
    {%- set numbers = '^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})($|[ T])' -%}
    {%- set iso = '^([0-9]{4})[/-]([0-9]{2})[/-]([0-9]{2})($|[ T])' -%}
    {%- set words = (
        '^([0-9]{1,2})(?:st|nd|rd|th)?[ /.,-]*([A-Za-z]{3})[A-Za-z]*[.]?[ /.,-]*'
        '([0-9]{4}|[0-9]{2})($|[ T])'
    ) -%}
    {%- set month_words = '^([A-Za-z]{3})[A-Za-z]*[^A-Za-z0-9]*([0-9]{4}|[0-9]{2})$' -%}
    {%- set compact = '^([0-9]{4})([0-9]{2})([0-9]{2})?$' -%}
    case {{ format }}
        when 'ymd' then {{ day_from(bare, iso, 1, 2, 3) }}
        when 'ymd_compact' then {{ day_from(bare, compact, 1, 2, 3) }}
        when 'ym_compact' then {{ day_from(bare, compact, 1, 2) }}
        when 'dmy' then {{ day_from(bare, numbers, 3, 2, 1) }}
        when 'mdy' then {{ day_from(bare, numbers, 3, 1, 2) }}
        when 'text_month' then {{ day_from(bare, words, 3, 2, 1) }}
        when 'text_month_only' then {{ day_from(bare, month_words, 2, 1) }}
        when 'excel_serial'
            then cast('1899-12-30' as date)
                + try_cast({{ part(bare, '^([0-9]{5})$', 1) }} as integer)
    end
{%- endmacro %}

{#
    A date from the groups of a pattern that hold its year, month and day; the first of the
    month without a day. Null when the pattern does not match or there is no such day.
#}
{% macro day_from(text, pattern, year, month, day=none) -%}
    try_cast(
        lpad({{ part(text, pattern, year) }}, 4, '20')
        || '-' || lpad({{ month_number(part(text, pattern, month)) }}, 2, '0')
        || '-' || {% if day %}lpad({{ part(text, pattern, day) }}, 2, '0'){% else %}'01'{% endif %}
        as date
    )
{%- endmacro %}

{#
    One group of a pattern's match; null when the pattern does not match.
#}
{% macro part(text, pattern, group) -%}
    nullif(regexp_extract({{ text }}, '{{ pattern }}', {{ group }}), '')
{%- endmacro %}

{#
    The number of a month, as text, from its number or the first letters of its English name.
#}
{% macro month_number(name) -%}
    case upper({{ name }})
        when 'JAN' then '1'
        when 'FEB' then '2'
        when 'MAR' then '3'
        when 'APR' then '4'
        when 'MAY' then '5'
        when 'JUN' then '6'
        when 'JUL' then '7'
        when 'AUG' then '8'
        when 'SEP' then '9'
        when 'OCT' then '10'
        when 'NOV' then '11'
        when 'DEC' then '12'
        else {{ name }}
    end
{%- endmacro %}
