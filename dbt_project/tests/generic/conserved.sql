{#
    Fails on every group whose money here is not, to the fraction of a penny, its money in the
    model it was made from. `to_where` leaves rows out of the other model.
#}
{% test conserved(model, amount, to, to_amount, by, to_where='true') %}

with

here as (

    select
        {{ by | join(', ') }},
        sum({{ amount }}) as amount_here
    from {{ model }}
    group by {{ by | join(', ') }}

),

there as (

    select
        {{ by | join(', ') }},
        sum({{ to_amount }}) as amount_there
    from {{ to }}
    where {{ to_where }}
    group by {{ by | join(', ') }}

)

select
    {% for column in by %}coalesce(here.{{ column }}, there.{{ column }}) as {{ column }},
    {% endfor %}coalesce(here.amount_here, 0) as amount_here,
    coalesce(there.amount_there, 0) as amount_there
from here
full join there
    on {% for column in by %}here.{{ column }} is not distinct from there.{{ column }}
    {{ 'and ' if not loop.last }}{% endfor %}
where coalesce(here.amount_here, 0) <> coalesce(there.amount_there, 0)

{% endtest %}
