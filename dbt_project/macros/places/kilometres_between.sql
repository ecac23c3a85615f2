{#
    Whole kilometres between two points on the British grid, half up, decimal(6,0); null where
    either has no easting and northing (metres, bigint).
#}
{% macro kilometres_between(one, other) -%}
    {%- set east = '(' ~ one ~ '.easting - ' ~ other ~ '.easting)' -%}
    {%- set north = '(' ~ one ~ '.northing - ' ~ other ~ '.northing)' -%}
    cast(
        floor(
            (sqrt({{ east }} * {{ east }} + {{ north }} * {{ north }}) + 500) / 1000
        ) as decimal(6, 0)
    )
{%- endmacro %}
