{#
    The lower end of a band of turnover, in millions of pounds, bigint: 36 of "£36 million - £60
    million". Null of a band that has only an upper end, or is no band.
#}
{% macro pounds_millions(column) -%}
    case
        when
            {{ regex_matches('lower(trim(' ~ column ~ '))', '^(over )?£?[0-9]+ ?m') }}
            then cast({{ part(column, '([0-9]+)', 1) }} as bigint)
    end
{%- endmacro %}
