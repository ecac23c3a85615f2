{#
    A word of a title as it is compared: without the s of a plural. Null for what does not tell
    one service from another: numbers and references, single letters, and the words that the
    titles of most procurements hold.
#}
{% macro service_word(word) -%}
    {%- set anything = [
        'ADDITIONAL', 'AGREEMENT', 'AND', 'APPOINTMENT', 'AS', 'AT', 'AWARD', 'BY', 'CONTRACT',
        'CONTRACTOR', 'DELIVERY', 'DIRECT', 'EXTENSION', 'FOR', 'FRAMEWORK', 'FROM', 'IN', 'LOT',
        'NEW', 'NOTICE', 'OF', 'OFF', 'ON', 'OPPORTUNITY', 'OR', 'PHASE', 'PROCUREMENT',
        'PROJECT', 'PROVIDE', 'PROVIDER', 'PROVISION', 'RE', 'RENEWAL', 'REPROCUREMENT',
        'REQUIREMENT', 'RETENDER', 'SERVICE', 'SUPPLIER', 'SUPPLY', 'TENDER', 'THE', 'TO',
        'VARIOUS', 'WITH', 'YEAR'
    ] -%}
    {%- set singular -%}
        case
            when length({{ word }}) > 3 then {{ regex_replace_all(word, 'S$', '') }}
            else {{ word }}
        end
    {%- endset -%}
    case
        when length({{ word }}) > 1 and not {{ regex_matches(word, '[0-9]') }}
            and {{ singular }} not in ('{{ anything | join("', '") }}')
            then {{ singular }}
    end
{%- endmacro %}
