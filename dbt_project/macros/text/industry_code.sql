{#
    A code of SIC 2007 by its own digits: the company register writes a class that has no
    subclasses with a nought behind it, 81300 for 81.30. Null when the text is null.
#}
{% macro industry_code(column) -%}
    case
        when length({{ column }}) = 5 and right({{ column }}, 1) = '0' then left({{ column }}, 4)
        else {{ column }}
    end
{%- endmacro %}
