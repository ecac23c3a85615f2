{#
    A name as it is classified: words of capitals and digits, one space between, an initial with
    its full stop a word of its own, words of digits alone left out, and nothing after the sign
    that somebody else follows: "t/a" (what they trade as) or "c/o" (where the post goes). Nor the
    Zs that clerks put before a supplier they no longer use, nor the currency after one.
#}
{% macro name_as_words(column) -%}
    {%- set after = [
        '[ (,]*[Tt]/ ?[Aa][Ss]?([^A-Za-z].*)?',
        '[ (,]+(([Tt]rading|TRADING) ([Aa]s|AS) |TA ).*',
        ' +[Cc]/ ?[Oo]( .*)?'
    ] -%}
    {%- set first_of_two = regex_replace_all(column, '(' ~ after | join('|') ~ ')$', '') -%}
    {%- set apart = regex_replace_all(first_of_two, '[.]', ' ') -%}
    {%- set doubled = regex_replace_all(plain_name(apart), ' ', '  ') -%}
    {%- set numberless = regex_replace_all("' ' || " ~ doubled ~ " || ' '", ' [0-9]+ ', ' ') -%}
    {{ regex_replace_all(
        'trim(' ~ regex_replace_all(numberless, ' +', ' ') ~ ')', '^ZZ+ ?| (GBP|EUR|USD)$', ''
    ) }}
{%- endmacro %}

{#
    A name without what stands in brackets at its end, or after an "@", where two words stand
    before it: what somebody does, or where. Null when the name has no such aside.
#}
{% macro without_aside(column) -%}
    {%- set aside = '([(][^()]*[)]?|@.*)$' -%}
    {%- set two_words = '^[^(@]*[A-Za-z][^(@]* +[^ (@]*[A-Za-z][^(@]*' -%}
    case
        when {{ regex_matches(column, two_words ~ aside) }}
            then {{ regex_replace_all(column, aside, '') }}
    end
{%- endmacro %}
