{#
    Pounds from a publisher's text, decimal(20,4), by the rules with which the landing reads
    the same cell: currency signs and thousands (groups of exactly three) go, brackets, a minus
    on either side and CR make a credit. Null when it states no amount that can be read.
#}
{% macro clean_money(column) -%}
    {%- set bare = bare_amount(column) -%}
    {%- set digits = '([0-9]+|[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,3}( [0-9]{3})+)?([.][0-9]+)?' -%}
    case
        when not {{ regex_matches(bare, '[0-9]') }} then null
        when {{ regex_matches(bare, '^([(] ?' ~ digits ~ ' ?[)]|- ?' ~ digits ~ '|' ~ digits ~ ' ?(-|CR))$') }}
            then -try_cast({{ regex_replace_all(bare, '[^0-9.]', '') }} as decimal(20, 4))
        when {{ regex_matches(bare, '^([+] ?)?' ~ digits ~ '( ?DR)?$') }}
            then try_cast({{ regex_replace_all(bare, '[^0-9.]', '') }} as decimal(20, 4))
    end
{%- endmacro %}

{#
    An amount's text without currency signs, with one kind of minus and single spaces.
#}
{% macro bare_amount(column) -%}
    {%- set minus = "translate(upper(" ~ column ~ "), '\u2212\u2013\u2010\u2011', '----')" -%}
    {%- set signless = regex_replace_all(minus, '£|GBP|Â|\ufffd', '') -%}
    {%- set spaced = regex_replace_all(signless, '[\t\r\n \u00a0\u2007\u2009\u202f]+', ' ') -%}
    trim({{ spaced }})
{%- endmacro %}
