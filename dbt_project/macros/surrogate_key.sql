{#
    md5 of the columns' text, joined by "|"; a null is written as the empty control character
    chr(1), so that it differs from an empty text. Never null.
#}
{% macro surrogate_key(columns) -%}
    md5(
        {%- for column in columns %}
        coalesce(cast({{ column }} as string), chr(1)){{ " || '|' ||" if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
