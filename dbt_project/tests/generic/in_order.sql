{#
    Fails on every row where the first column is greater than the second. Nulls pass.
#}
{% test in_order(model, low, high) %}

select
    {{ low }},
    {{ high }}
from {{ model }}
where {{ low }} > {{ high }}

{% endtest %}
