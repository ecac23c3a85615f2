{#
    The first of the two years of a financial year written `2017/18`, `2017-2018` or `2017 - 18`,
    as an integer. Null when the second does not follow the first, or the text is something else.
#}
{% macro first_year_of(text) -%}
    {%- set written = '^ *(20[0-9]{2}) *[/-] *(20)?([0-9]{2}) *$' -%}
    {%- set first = 'cast(' ~ part(text, written, 1) ~ ' as integer)' -%}
    case
        when cast({{ part(text, written, 3) }} as integer) = ({{ first }} + 1) % 100 then {{ first }}
    end
{%- endmacro %}
