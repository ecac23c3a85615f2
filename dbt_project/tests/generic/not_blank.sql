{#
    Fails on every row where the column is an empty text or blanks: nothing is null, not "".
#}
{% test not_blank(model, column_name) %}

select {{ column_name }}
from {{ model }}
where trim({{ column_name }}) = ''

{% endtest %}
