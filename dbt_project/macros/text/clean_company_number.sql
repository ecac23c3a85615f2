{#
    A Companies House number in its eight characters; null when the text is none. Never pads
    an unknown prefix: `GB123456` is a piece of a VAT number.
#}
{% macro clean_company_number(column) -%}
    {%- set trimmed = regex_replace_all('upper(trim(' ~ column ~ '))', '[.]0+$', '') -%}
    {%- set bare = regex_replace_all(trimmed, '^GB-COH-|[^A-Z0-9]', '') -%}
    {%- set prefixes = (
        'AC|BR|CE|CS|EN|ES|FC|GE|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NV|NZ|OC|OE|PC|RC|RS'
        '|SA|SC|SE|SF|SI|SL|SO|SP|SR|SZ|ZC'
    ) -%}
    case
        when {{ regex_matches(bare, '^0*$') }} then null
        when {{ regex_matches(bare, '^[0-9]{1,8}$') }} then lpad({{ bare }}, 8, '0')
        when {{ regex_matches(bare, '^R0[0-9]{6}$') }} then {{ bare }}
        when {{ regex_matches(bare, '^(' ~ prefixes ~ ')[0-9]{1,6}$') }}
            then left({{ bare }}, 2) || lpad(substr({{ bare }}, 3), 6, '0')
        when {{ regex_matches(bare, '^(' ~ prefixes ~ ')([0-9]{5}[A-Z]|[0-9]{3}[A-Z0-9]{3})$') }}
            then {{ bare }}
    end
{%- endmacro %}
