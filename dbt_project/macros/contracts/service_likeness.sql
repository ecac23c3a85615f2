{#
    How like two services are, from what is bought (CPV codes) and how much of their titles'
    words they share: 3 where four digits of the code agree and three quarters of the words, 2
    for three digits and six tenths, 1 for two digits and half. 0 for less.
#}
{% macro service_likeness(cpv_code, other_cpv_code, title_likeness) -%}
    case
        when left({{ cpv_code }}, 4) = left({{ other_cpv_code }}, 4) and {{ title_likeness }} >= 0.75
            then 3
        when left({{ cpv_code }}, 3) = left({{ other_cpv_code }}, 3) and {{ title_likeness }} >= 0.6
            then 2
        when left({{ cpv_code }}, 2) = left({{ other_cpv_code }}, 2) and {{ title_likeness }} >= 0.5
            then 1
        else 0
    end
{%- endmacro %}

{#
    How sure we are, in a word: 4 where a notice says so, 3 to 1 for less and less.
#}
{% macro confidence_word(level) -%}
    case {{ level }}
        when 4 then 'stated'
        when 3 then 'high'
        when 2 then 'medium'
        when 1 then 'low'
    end
{%- endmacro %}
