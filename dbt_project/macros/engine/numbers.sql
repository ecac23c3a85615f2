{#
    One amount as a share of another, decimal(9,6), worked out in whole numbers so that both
    engines round alike (half up). Null when the whole is null or not positive, and where credits
    leave so little of it that the part is a thousand times as much: that is no share.
#}
{% macro share_of(part, whole) -%}
    {{ return(adapter.dispatch('share_of', 'goldenthread')(part, whole)) }}
{%- endmacro %}

{% macro default__share_of(part, whole) -%}
    case when {{ whole }} > 0 and abs({{ part }}) < {{ whole }} * 999 then cast(
        cast(
            (
                cast({{ part }} * 10000 as hugeint) * 2000000
                + cast({{ whole }} * 10000 as hugeint)
            ) // (cast({{ whole }} * 10000 as hugeint) * 2) as decimal(9, 0)
        ) * cast(0.000001 as decimal(6, 6)) as decimal(9, 6)
    ) end
{%- endmacro %}

{% macro spark__share_of(part, whole) -%}
    case when {{ whole }} > 0 and abs({{ part }}) < {{ whole }} * 999 then cast(
        cast(
            (
                cast({{ part }} * 10000 as decimal(24, 0)) * 2000000
                + cast({{ whole }} * 10000 as decimal(24, 0))
            ) div (cast({{ whole }} * 10000 as decimal(24, 0)) * 2) as decimal(9, 0)
        ) * cast(0.000001 as decimal(6, 6)) as decimal(9, 6)
    ) end
{%- endmacro %}
