{#
    Text as it may be published: an e-mail address in it is withheld, and what looks like a
    National Insurance number. Null when the text is null.
#}
{% macro without_addresses(text) -%}
    {%- set address = '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+[.][A-Za-z][A-Za-z0-9.-]*[A-Za-z]' -%}
    {%- set letters, two = '[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]', ' ?[0-9][0-9]' -%}
    {%- set insurance = letters ~ two * 3 ~ ' ?[A-D]' -%}
    {{ regex_replace_all(
        regex_replace_all(text, address, '[e-mail withheld]'), insurance, '[number withheld]'
    ) }}
{%- endmacro %}
