{#
    The text of one value in a JSON text, found by its path (`$.first.second`), which may be a
    column; null when either is null or nothing stands there.
#}
{% macro json_text(json, path) -%}
    {{ return(adapter.dispatch('json_text', 'goldenthread')(json, path)) }}
{%- endmacro %}

{% macro default__json_text(json, path) -%}
    json_extract_string({{ json }}, {{ path }})
{%- endmacro %}

{% macro spark__json_text(json, path) -%}
    get_json_object({{ json }}, {{ path }})
{%- endmacro %}
