{#
    Whether two normalised names may be one: the same, one the beginning of the other, or at
    most one letter in five apart. Null when either is null.
#}
{% macro names_agree(name, other) -%}
    (
        {{ name }} = {{ other }}
        or (length({{ name }}) >= 5 and left({{ other }}, length({{ name }})) = {{ name }})
        or (length({{ other }}) >= 5 and left({{ name }}, length({{ other }})) = {{ other }})
        or levenshtein({{ name }}, {{ other }}) * 5
        <= greatest(length({{ name }}), length({{ other }}))
    )
{%- endmacro %}
