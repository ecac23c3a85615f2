{#
    Text as it may be published: an e-mail address in it is withheld. Null when the text is null.
#}
{% macro without_addresses(text) -%}
    {{ regex_replace_all(
        text, '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+[.][A-Za-z][A-Za-z0-9.-]*[A-Za-z]', '[e-mail withheld]'
    ) }}
{%- endmacro %}
