{#
    Text as it may be published: an e-mail address in it is withheld, and what looks like a
    telephone number, a National Insurance number, a bank account or the number of a payment
    card. What each looks like is told, with what it catches in real files, in
    docs/payee-classes.md. Null when the text is null.
#}
{% macro without_addresses(text) -%}
    {%- set address = '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+[.][A-Za-z][A-Za-z0-9.-]*[A-Za-z]' -%}
    {%- set cleaned = regex_replace_all(
        regex_replace_all(text, address, '[e-mail withheld]'),
        [national_insurance(), bank_account(), telephone()] | join('|'), '[number withheld]'
    ) -%}
    {# A text with neither an at sign nor six digits near one another holds none of them. #}
    case
        when not {{ regex_matches(text, '@|([0-9][^0-9]{0,3}){6}') }} then {{ text }}
        when {{ holds_card_number(text) }}
            then {{ regex_replace_all(cleaned, card_shape(), '[number withheld]') }}
        else {{ cleaned }}
    end
{%- endmacro %}

{#
    A National Insurance number, as a pattern: two letters, six digits in pairs, A to D.
#}
{% macro national_insurance() -%}
    {%- set letters = '[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z]' -%}
    {{ return(word_edge() ~ letters ~ '([ -]?[0-9]{2}){3}[ -]?[A-Da-d]' ~ word_edge()) }}
{%- endmacro %}

{#
    A bank account, as a pattern: a sort code written in pairs within twenty characters of eight
    digits, in either order; digits after the words "sort code" and eight more; a British IBAN.
#}
{% macro bank_account() -%}
    {%- set edge = word_edge() -%}
    {%- set sort, account = '[0-9]{2}[- ][0-9]{2}[- ][0-9]{2}', '[0-9]{8}' -%}
    {%- set shapes = [
        sort ~ '[^0-9]{1,20}' ~ account,
        account ~ '[^0-9]{1,20}' ~ sort,
        '[Ss][Oo][Rr][Tt] ?[Cc][Oo][Dd][Ee][^0-9]{0,10}[0-9]{6}[^0-9]{1,30}' ~ account,
        account ~ '[^0-9]{1,20}[Ss][Oo][Rr][Tt] ?[Cc][Oo][Dd][Ee][^0-9]{0,10}[0-9]{6}',
        'GB[0-9]{2} ?[A-Z]{4}( ?[0-9]){14}'
    ] -%}
    {{ return(edge ~ '(' ~ shapes | join('|') ~ ')' ~ edge) }}
{%- endmacro %}

{#
    A telephone number, as a pattern: after +44 or 0044; an area code apart from the rest; the
    eleven digits of a mobile. Eleven digits together that begin otherwise are references.
#}
{% macro telephone() -%}
    {%- set shapes = [
        '([+]|' ~ word_edge() ~ '00)44[ -]?([(]0[)])?[ -]?[1-9]([ -]?[0-9]){8,9}',
        '[(]0[1237][0-9]{1,4}[)][ -]?[0-9]{3,4}[ -]?[0-9]{3,4}',
        word_edge() ~ '(02[0-9][ -][0-9]|0[1237][0-9]{2,3}[ -])[0-9]{3}[ -]?[0-9]{3,4}',
        word_edge() ~ '07[0-9]{9}'
    ] -%}
    {{ return('(' ~ shapes | join('|') ~ ')' ~ word_edge()) }}
{%- endmacro %}
