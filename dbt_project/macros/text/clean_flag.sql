{#
    Yes or no from a publisher's text. Null when it says neither.
#}
{% macro clean_flag(column) -%}
    case lower(trim({{ column }}))
        when 'true' then true
        when 'false' then false
    end
{%- endmacro %}
