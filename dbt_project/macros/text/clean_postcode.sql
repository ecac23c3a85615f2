{#
    A postcode in capitals with one space before its last three characters; null when the text
    has not the shape of one. A letter O where a digit must stand is read as zero.
#}
{% macro clean_postcode(column) -%}
    {%- set shape = (
        '^(GIR0AA|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9ABEHMNPRV-Y]'
        '|[0-9][A-HJKPS-UW])[0-9][ABD-HJLNP-UW-Z]{2})$'
    ) -%}
    {%- set bare = regex_replace_all('upper(' ~ column ~ ')', '[^A-Z0-9]', '') -%}
    {%- set mended = regex_replace_all(bare, 'O([A-Z]{2})$', '0') ~ ' || right(' ~ bare ~ ', 2)' -%}
    case
        when {{ regex_matches(bare, shape) }}
            then left({{ bare }}, length({{ bare }}) - 3) || ' ' || right({{ bare }}, 3)
        when {{ regex_matches(bare, 'O[A-Z]{2}$') }} and {{ regex_matches(mended, shape) }}
            then left({{ mended }}, length({{ bare }}) - 3) || ' 0' || right({{ bare }}, 2)
    end
{%- endmacro %}
