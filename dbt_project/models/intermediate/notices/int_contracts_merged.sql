with

find_a_tender as (

    select * from {{ ref('stg_find_a_tender__contracts') }}

),

contracts_finder as (

    select * from {{ ref('stg_contracts_finder__contracts') }}

),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

received as (

    select * from find_a_tender
    union all
    select * from contracts_finder

),

released as (

    select
        received.*,
        releases.release_number,
        coalesce(releases.tags like '%contractTermination%', false) as is_termination
    from received
    inner join releases
        on
            received.source_id = releases.source_id
            and received.ocid = releases.ocid
            and received.release_id = releases.release_id
            and received._raw_sha256 = releases._raw_sha256
            and received._part = releases._part
            and received._line = releases._line
    qualify row_number() over (
        partition by
            received.source_id, received.ocid, received.release_id, received.contract_id
        order by
            received.amount_text asc nulls last,
            received.amount_gross_text asc nulls last,
            received.title asc nulls last,
            received.status asc nulls last,
            received.award_id asc nulls last,
            received.signed_date asc nulls last,
            received.start_date asc nulls last,
            received.end_date asc nulls last,
            received.latest_end_date asc nulls last
    ) = 1

),

{# The amounts of a value and their currency are one statement: the last one stands whole. #}
last_values as (

    select *
    from released
    where amount_net_gbp is not null or amount_gross_gbp is not null
    qualify row_number() over (
        partition by source_id, ocid, contract_id
        order by release_number desc
    ) = 1

),

merged as (

    select
        source_id,
        ocid,
        contract_id,
        max(release_number) as release_number,
        bool_or(is_termination) as is_terminated,
        {{ last_stated('award_id', 'release_number') }} as award_id,
        {{ last_stated('title', 'release_number') }} as title,
        {{ last_stated('status', 'release_number') }} as status,
        {{ last_stated('signed_date', 'release_number') }} as signed_date,
        {{ last_stated('start_date', 'release_number') }} as start_date,
        {{ last_stated('end_date', 'release_number') }} as end_date,
        {{ last_stated('latest_end_date', 'release_number') }} as latest_end_date
    from released
    group by source_id, ocid, contract_id

),

final as (

    select
        merged.source_id,
        merged.ocid,
        merged.contract_id,
        {# A contract that names no award stands for itself. #}
        coalesce(merged.award_id, merged.contract_id, '') as award_id,
        merged.release_number,
        last_values.release_number as value_release_number,
        merged.is_terminated,
        merged.title,
        merged.status,
        merged.signed_date,
        merged.start_date,
        merged.end_date,
        merged.latest_end_date,
        {{ value_in_pounds(
            'last_values.currency', 'last_values.amount_net_gbp', 'last_values.amount_gross_gbp'
        ) }} as contract_gbp,
        {{ vat_basis_of(
            'merged.source_id', 'last_values.currency',
            'last_values.amount_net_gbp', 'last_values.amount_gross_gbp'
        ) }} as vat_basis
    from merged
    left join last_values
        on
            merged.source_id = last_values.source_id
            and merged.ocid = last_values.ocid
            and merged.contract_id is not distinct from last_values.contract_id

)

select * from final
