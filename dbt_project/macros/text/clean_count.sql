{#
    A whole number of things from a publisher's text, its thousands set apart by commas or not.
    Null when the text is anything else.
#}
{% macro clean_count(column) -%}
    case
        when {{ regex_matches('trim(' ~ column ~ ')', '^([0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3})$') }}
            then cast(replace(trim({{ column }}), ',', '') as bigint)
    end
{%- endmacro %}
