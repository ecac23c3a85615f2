with

awards as (

    select * from {{ ref('int_awards_merged') }}

),

contracts as (

    select * from {{ ref('int_contracts_merged') }}

),

contract_values as (

    select * from {{ ref('int_contract_values_by_award') }}

),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

contracts_by_award as (

    select
        source_id,
        ocid,
        award_id,
        max(release_number) as release_number,
        bool_and(is_terminated or coalesce(status, '') = 'terminated') as is_terminated,
        {{ last_stated('title', 'contract_id') }} as title,
        {{ last_stated('status', 'contract_id') }} as status,
        max(signed_date) as signed_date,
        min(start_date) as start_date,
        max(end_date) as end_date,
        max(latest_end_date) as latest_end_date
    from contracts
    group by source_id, ocid, award_id

),

processes as (

    select
        source_id,
        ocid,
        bool_or(coalesce(is_framework, false)) as is_framework,
        {{ last_stated('cpv_code', 'release_number') }} as cpv_code,
        {{ last_stated('title', 'release_number') }} as title,
        max(release_number) filter (
            where buyer_party_id is not null or buyer_name is not null
        ) as buyer_release_number
    from releases
    group by source_id, ocid

),

joined as (

    select
        coalesce(awards.source_id, contracts_by_award.source_id) as source_id,
        coalesce(awards.ocid, contracts_by_award.ocid) as ocid,
        coalesce(awards.award_id, contracts_by_award.award_id) as award_id,
        greatest(
            coalesce(awards.release_number, 0), coalesce(contracts_by_award.release_number, 0)
        ) as release_number,
        coalesce(contract_values.value_release_number, awards.value_release_number)
            as value_release_number,
        coalesce(contracts_by_award.title, awards.title) as title,
        case
            when contracts_by_award.is_terminated then 'terminated'
            else coalesce(contracts_by_award.status, awards.status)
        end as status,
        contract_values.contract_gbp,
        contract_values.vat_basis as contract_vat_basis,
        {{ value_in_pounds('awards.currency', 'awards.amount_net_gbp', 'awards.amount_gross_gbp') }}
            as award_gbp,
        {{ vat_basis_of(
            'awards.source_id', 'awards.currency',
            'awards.amount_net_gbp', 'awards.amount_gross_gbp'
        ) }} as award_vat_basis,
        awards.awarded_date,
        contracts_by_award.signed_date,
        coalesce(contracts_by_award.start_date, awards.start_date) as start_date,
        coalesce(contracts_by_award.end_date, awards.end_date) as end_date,
        coalesce(contracts_by_award.latest_end_date, awards.latest_end_date) as latest_end_date
    from awards
    full join contracts_by_award
        on
            awards.source_id = contracts_by_award.source_id
            and awards.ocid = contracts_by_award.ocid
            and awards.award_id = contracts_by_award.award_id
    left join contract_values
        on
            contracts_by_award.source_id = contract_values.source_id
            and contracts_by_award.ocid = contract_values.ocid
            and contracts_by_award.award_id = contract_values.award_id

),

final as (

    select
        joined.source_id,
        joined.ocid,
        joined.award_id,
        latest_release.release_id,
        buyer_release.release_id as buyer_release_id,
        coalesce(joined.title, processes.title) as title,
        joined.status,
        case
            when processes.is_framework then 'framework_ceiling'
            when joined.contract_gbp is not null then 'contract'
            else 'award'
        end as value_kind,
        case
            when joined.contract_gbp is not null then joined.contract_vat_basis
            else joined.award_vat_basis
        end as vat_basis,
        processes.cpv_code,
        coalesce(joined.contract_gbp, joined.award_gbp) as award_gbp,
        joined.awarded_date,
        joined.signed_date,
        joined.start_date,
        joined.end_date,
        joined.latest_end_date,
        stating_release._source_url,
        stating_release._raw_sha256,
        stating_release._part,
        stating_release._line,
        stating_release._fetched_at
    from joined
    inner join processes
        on joined.source_id = processes.source_id and joined.ocid = processes.ocid
    inner join releases as latest_release
        on
            joined.source_id = latest_release.source_id
            and joined.ocid = latest_release.ocid
            and joined.release_number = latest_release.release_number
    {# The row leads to the document that states its value, where one does. #}
    inner join releases as stating_release
        on
            joined.source_id = stating_release.source_id
            and joined.ocid = stating_release.ocid
            and coalesce(joined.value_release_number, joined.release_number)
            = stating_release.release_number
    left join releases as buyer_release
        on
            joined.source_id = buyer_release.source_id
            and joined.ocid = buyer_release.ocid
            and processes.buyer_release_number = buyer_release.release_number

)

select * from final
