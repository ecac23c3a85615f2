{#
    Whether a text has no letter of any alphabet in it: a number or a dash in the place of a name.
#}
{% macro is_without_letters(column) -%}
    not {{ regex_matches(column, '[A-Za-z]|[^ -~]') }}
{%- endmacro %}
