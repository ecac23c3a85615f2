{#
    Which of two versions of a file its name says is the later one: 0 a draft, 1 nothing said,
    2 final, 3 amended after it was final. Never null.
#}
{% macro version_rank(name) -%}
    {%- set words = "' ' || lower(" ~ regex_replace_all(name, '[^A-Za-z0-9]+', ' ') ~ ") || ' '" -%}
    {%- set amended = (
        ' (amended|amend|amd|amnd|revised|revision|corrected|restated|updated|replacement)[0-9]* '
    ) -%}
    case
        when {{ regex_matches(words, ' (draft|provisional|interim|for review)[0-9]* ') }} then 0
        when {{ regex_matches(words, amended) }} then 3
        when {{ regex_matches(words, ' final[0-9]* ') }} then 2
        else 1
    end
{%- endmacro %}

{#
    The number of the version that a file's name states (`v2`, `version 2`, `amd2`); 0 when it
    states none.
#}
{% macro version_number(name) -%}
    {%- set words = "' ' || lower(" ~ regex_replace_all(name, '[^A-Za-z0-9]+', ' ') ~ ") || ' '" -%}
    {%- set stated = (
        '(?: v| version| ver| draft| final| amd| amnd| amended| revision| rev) ?([0-9]{1,2}) '
    ) -%}
    coalesce(cast({{ part(words, stated, 1) }} as integer), 0)
{%- endmacro %}
