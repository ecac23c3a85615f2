with

contracts as (

    select
        *,
        coalesce(signed_date, awarded_date, start_date) as agreed_date,
        least(greatest({{ usable_end() }}, {{ usable_latest_end() }}), terminated_date)
            as last_date
    from {{ ref('fct_contracts') }}
    where is_counted

),

processes as (

    select * from {{ ref('fct_processes') }}
    where stage = 'cancelled'

),

award_suppliers as (

    select * from {{ ref('fct_award_suppliers') }}

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

successions as (

    select * from {{ ref('bridge_contract_successions') }}

),

nights as (

    select cast(max(left(_fetched_at, 10)) as date) as as_of_date
    from {{ ref('fct_deliveries') }}

),

{# Whom nobody lists as a public body is known to be none only where a register gives another form
   of ownership. #}
deliverers as (

    select
        award_suppliers.award_key,
        count(*) as named_count,
        count(*) filter (where organisations.is_public_body) as public_count,
        count(*) filter (
            where organisations.is_public_body is null
            and organisations.ownership_form not in ('unknown', 'public_body')
        ) as other_count,
        {{ distinct_list(
            'case when organisations.is_public_body then organisations.organisation_name end'
        ) }} as public_body_names,
        {{ distinct_list('organisations.public_body_evidence') }} as public_body_evidence
    from award_suppliers
    left join organisations
        on award_suppliers.supplier_organisation_key = organisations.organisation_key
    group by award_suppliers.award_key

),

delivered as (

    select
        contracts.*,
        deliverers.public_body_names,
        deliverers.public_body_evidence,
        coalesce(deliverers.public_count, 0) as public_count,
        coalesce(deliverers.public_count = deliverers.named_count, false) as is_all_public,
        coalesce(deliverers.other_count = deliverers.named_count, false) as is_all_other
    from contracts
    left join deliverers
        on contracts.award_key = deliverers.award_key

),

followed as (

    select distinct predecessor_contract_key
    from successions

),

moved as (

    select
        case
            when later.is_all_public then 'moved_to_public_body' else 'moved_from_public_body'
        end as evidence_kind,
        later.contract_key,
        coalesce(later.start_date, later.agreed_date) as evidence_date,
        earlier.contract_key as predecessor_contract_key,
        earlier.supplier_name as former_supplier_name,
        coalesce(later.public_body_names, earlier.public_body_names) as public_body_names,
        coalesce(later.public_body_evidence, earlier.public_body_evidence)
            as public_body_evidence,
        {{ confidence_word('successions.confidence_level') }} as confidence
    from successions
    inner join delivered as later
        on successions.contract_key = later.contract_key
    inner join delivered as earlier
        on successions.predecessor_contract_key = earlier.contract_key
    where
        successions.is_chosen
        and (
            (later.is_all_public and earlier.is_all_other)
            or (later.is_all_other and earlier.is_all_public)
        )

),

{# A successor is looked for until a year after the end: before, nobody can say there is none. #}
of_contracts as (

    select
        'supplied_by_public_body' as evidence_kind,
        contract_key,
        agreed_date as evidence_date,
        cast(null as string) as predecessor_contract_key,
        cast(null as string) as former_supplier_name,
        public_body_names,
        public_body_evidence,
        cast(null as string) as confidence
    from delivered
    where public_count > 0

    union all

    select
        'ended_without_successor' as evidence_kind,
        delivered.contract_key,
        delivered.last_date as evidence_date,
        cast(null as string) as predecessor_contract_key,
        cast(null as string) as former_supplier_name,
        cast(null as string) as public_body_names,
        cast(null as string) as public_body_evidence,
        cast(null as string) as confidence
    from delivered
    cross join nights
    left join followed
        on delivered.contract_key = followed.predecessor_contract_key
    where
        followed.predecessor_contract_key is null
        and not coalesce(delivered.is_framework, false)
        and {{ add_months_to('delivered.last_date', 12) }} < nights.as_of_date

    union all

    select * from moved

),

contract_rows as (

    select
        of_contracts.evidence_kind,
        of_contracts.evidence_date,
        contracts.buyer_name,
        contracts.buyer_organisation_key,
        contracts.title,
        contracts.cpv_code,
        contracts.supplier_name,
        of_contracts.former_supplier_name,
        of_contracts.public_body_names,
        of_contracts.public_body_evidence,
        of_contracts.confidence,
        contracts.source_id,
        contracts.ocid,
        contracts.contract_key,
        of_contracts.predecessor_contract_key,
        contracts.notice_url,
        contracts._source_url,
        contracts._raw_sha256,
        contracts._part,
        contracts._line,
        contracts._fetched_at
    from of_contracts
    inner join contracts
        on of_contracts.contract_key = contracts.contract_key

),

process_rows as (

    select
        'procurement_abandoned' as evidence_kind,
        last_published_date as evidence_date,
        buyer_name,
        buyer_organisation_key,
        title,
        cpv_code,
        cast(null as string) as supplier_name,
        cast(null as string) as former_supplier_name,
        cast(null as string) as public_body_names,
        cast(null as string) as public_body_evidence,
        cast(null as string) as confidence,
        source_id,
        ocid,
        cast(null as string) as contract_key,
        cast(null as string) as predecessor_contract_key,
        latest_notice_url as notice_url,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from processes

),

evidence as (

    select * from contract_rows
    union all
    select * from process_rows

),

final as (

    select
        {{ surrogate_key([
            'evidence.evidence_kind', 'evidence.contract_key', 'evidence.source_id',
            'evidence.ocid'
        ]) }} as row_key,
        evidence.*,
        nights.as_of_date
    from evidence
    cross join nights

)

select * from final
