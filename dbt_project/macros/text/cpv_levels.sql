{#
    The broader levels of a CPV code by its first digits: division (two), group (three) and
    class (four). Null when the text does not begin with eight digits, as every CPV code does.
#}
{% macro cpv_level(column, digits) -%}
    {{ part(column, '^([0-9]{' ~ digits ~ '})[0-9]{' ~ (8 - digits) ~ '}', 1) }}
{%- endmacro %}

{% macro cpv_levels(column) -%}
    {{ cpv_level(column, 2) }} as cpv_division,
        {{ cpv_level(column, 3) }} as cpv_group,
        {{ cpv_level(column, 4) }} as cpv_class
{%- endmacro %}
