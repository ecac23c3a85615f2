{#
    A plain number from a publisher's text, decimal(18,4): a percentage, or days. Null when the
    text is anything else: blank is not nought.
#}
{% macro clean_percent(column) -%}
    case
        when {{ regex_matches('trim(' ~ column ~ ')', '^-?[0-9]{1,12}([.][0-9]{1,12})?$') }}
            then cast(trim({{ column }}) as decimal(18, 4))
    end
{%- endmacro %}
