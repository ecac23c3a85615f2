{#
    Whether one normalised title holds another, long enough to mean something, as a part of it.
    Null when either is null.
#}
{% macro holds_title(title, other) -%}
    (length({{ other }}) >= 12 and instr({{ title }}, {{ other }}) > 0)
{%- endmacro %}
