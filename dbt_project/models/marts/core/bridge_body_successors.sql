with

successors as (

    select * from {{ ref('int_body_successors') }}

),

bodies as (

    select * from {{ ref('int_public_bodies') }}

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

public_organisations as (

    select
        {{ normalise_name('organisation_name') }} as normalised_name,
        min(organisation_key) as organisation_key
    from organisations
    where is_public_body
    group by {{ normalise_name('organisation_name') }}
    having count(*) = 1

),

final as (

    select
        {{ surrogate_key([
            'successors.scheme', 'successors.predecessor_id', 'successors.successor_id'
        ]) }} as succession_key,
        successors.scheme,
        successors.predecessor_id,
        predecessors.body_name as predecessor_name,
        predecessors.ended_date as predecessor_ended_date,
        former_organisations.organisation_key as predecessor_organisation_key,
        successors.successor_id,
        later_bodies.body_name as successor_name,
        later_organisations.organisation_key as successor_organisation_key,
        successors.evidence
    from successors
    left join bodies as predecessors
        on
            successors.scheme = predecessors.scheme
            and successors.predecessor_id = predecessors.identifier
    left join bodies as later_bodies
        on
            successors.scheme = later_bodies.scheme
            and successors.successor_id = later_bodies.identifier
    left join public_organisations as former_organisations
        on predecessors.normalised_name = former_organisations.normalised_name
    left join public_organisations as later_organisations
        on later_bodies.normalised_name = later_organisations.normalised_name

)

select * from final
