{#
    md5 of the columns' text, joined by "|"; a null is written as the empty control character
    chr(1), so that it differs from an empty text. Never null.
#}
{% macro surrogate_key(columns) -%}
    {%- set texts = [] -%}
    {%- for column in columns -%}
        {%- do texts.append('coalesce(cast(' ~ column ~ ' as string), chr(1))') -%}
    {%- endfor -%}
    md5({{ texts | join(" || '|' || ") }})
{%- endmacro %}
