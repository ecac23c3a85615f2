{#
    What is shaped like the number of a payment card, as a pattern: 13 to 19 digits that begin
    as an issuer's do, together or in the groups that are embossed on the card.
    Source of the ranges: ISO/IEC 7812 as the schemes publish them (Visa 4; Mastercard 51-55 and
    22-27; American Express 34 and 37; Diners 300-305, 36, 38 and 39; JCB 35; Maestro, Discover
    and UnionPay 50 and 56-69).
#}
{% macro card_shape() -%}
    {%- set gap, four = '[ -]', '[0-9]{4}' -%}
    {%- set shapes = [
        '4[0-9]{12}([0-9]{3}){0,2}',
        '(5[1-5]|2[2-7]|35)[0-9]{14}',
        '3[47][0-9]{13}',
        '3(0[0-5]|[689][0-9])[0-9]{11}',
        '(5[06-9]|6[0-9])[0-9]{14,17}',
        '[2-6][0-9]{3}' ~ gap ~ four ~ gap ~ four ~ gap ~ four,
        '3[47][0-9]{2}' ~ gap ~ '[0-9]{6}' ~ gap ~ '[0-9]{5}'
    ] -%}
    {{ return(word_edge() ~ '(' ~ shapes | join('|') ~ ')' ~ word_edge()) }}
{%- endmacro %}

{#
    Whether the digits in a text, nineteen at most, pass the check that cards are numbered by
    (Luhn's): every second digit from the right doubled, digits added up, a multiple of ten.
#}
{% macro passes_luhn(text) -%}
    {%- set padded = "lpad(" ~ regex_replace_all(text, '[^0-9]', '') ~ ", 20, '0')" -%}
    {%- set added = [] -%}
    {%- for place in range(1, 21) -%}
        {%- set digit = "substr(" ~ padded ~ ", " ~ place ~ ", 1)" -%}
        {%- set doubled = "translate(" ~ digit ~ ", '0123456789', '0246813579')" -%}
        {%- do added.append("cast(" ~ (doubled if place % 2 else digit) ~ " as integer)") -%}
    {%- endfor -%}
    ({{ added | join(' + ') }}) % 10 = 0
{%- endmacro %}

{#
    Whether a text holds the number of a payment card: one shaped like it, the first or the last
    of them, that passes Luhn's check. The rest of what has the shape are references.
#}
{% macro holds_card_number(text) -%}
    {%- set last = regex_replace_all(text, '^.*[^0-9 -]', '') -%}
    (
        {{ regex_matches(text, card_shape()) }}
        and (
            {{ passes_luhn(regex_first(text, card_shape())) }}
            or {{ regex_matches(last, card_shape()) }}
            and {{ passes_luhn(regex_first(last, card_shape())) }}
        )
    )
{%- endmacro %}

{#
    The first piece of a text that a pattern matches, empty when none does; null when the text
    is null.
#}
{% macro regex_first(text, pattern) -%}
    regexp_extract({{ text }}, '{{ pattern }}', 0)
{%- endmacro %}
