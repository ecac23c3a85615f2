{#
    The edge of a word, for a pattern: the one thing that cannot be said without a backslash,
    which one engine reads in a literal and the other does not.
#}
{% macro word_edge() -%}
    {{ return(adapter.dispatch('word_edge', 'goldenthread')()) }}
{%- endmacro %}

{% macro default__word_edge() -%}
    {{ return('\\b') }}
{%- endmacro %}

{% macro spark__word_edge() -%}
    {{ return('\\\\b') }}
{%- endmacro %}
