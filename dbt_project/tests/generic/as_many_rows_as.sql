{#
    Fails when the model has not exactly as many rows as another: nothing lost, nothing doubled.
#}
{% test as_many_rows_as(model, to) %}

with

here as (

    select count(*) as rows_here
    from {{ model }}

),

there as (

    select count(*) as rows_there
    from {{ to }}

)

select
    here.rows_here,
    there.rows_there
from here
cross join there
where here.rows_here <> there.rows_there

{% endtest %}
