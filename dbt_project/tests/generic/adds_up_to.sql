{#
    Fails on every row where the parts do not add up to the whole, to the fraction of a penny.
#}
{% test adds_up_to(model, whole, parts) %}

select
    {{ whole }},
    {{ parts | join(', ') }}
from {{ model }}
where {{ whole }} <> {{ parts | join(' + ') }}

{% endtest %}
