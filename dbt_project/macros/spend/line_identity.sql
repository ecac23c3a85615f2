{#
    One word for a payment's supplier, transaction or department, so that two versions of a file
    can be compared: capitals A to Z and digits, whatever the spaces, points and case. Never null.
#}
{% macro bare_words(column) -%}
    upper({{ regex_replace_all('coalesce(' ~ column ~ ", '')", '[^A-Za-z0-9]', '') }})
{%- endmacro %}

{#
    A transaction's number as one word: a spreadsheet writes 1234 as 1234.0. Never null.
#}
{% macro bare_number(column) -%}
    {{ bare_words(regex_replace_all('trim(' ~ column ~ ')', '[.]0+$', '')) }}
{%- endmacro %}

{#
    The address of one table of one document of one delivery: what is counted, or not, as a whole.
#}
{% macro file_key() -%}
    {{ surrogate_key(['publisher_id', 'period', '_source_url', '_raw_sha256', '_part']) }}
{%- endmacro %}
