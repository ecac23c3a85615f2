with

fired as (

    select * from {{ ref('fct_red_flags') }}

),

definitions as (

    select * from {{ ref('dim_red_flags') }}

),

{# The matrix decides: what cannot be told from a service's notices is not shown of them. #}
applicability as (

    select * from {{ ref('dim_red_flag_applicability') }}
    where status <> 'cannot'

),

processes as (

    select * from {{ ref('fct_processes') }}

),

contracts as (

    select * from {{ ref('fct_contracts') }}

),

awards as (

    select * from {{ ref('fct_awards') }}

),

notices as (

    select * from {{ ref('fct_notices') }}

),

suppliers as (

    select * from {{ ref('dim_organisations') }}

),

{# The lines behind a flag are those of the contract, else of the award, else of the process. #}
placed as (

    select
        fired.*,
        processes.source_id,
        processes.ocid,
        processes.regime,
        processes.title,
        processes.buyer_name,
        processes.buyer_organisation_key,
        processes.latest_notice_url,
        coalesce(contracts.release_id, awards.release_id, processes.latest_release_id)
            as release_id,
        coalesce(contracts._source_url, awards._source_url, processes._source_url)
            as _source_url,
        coalesce(contracts._raw_sha256, awards._raw_sha256, processes._raw_sha256)
            as _raw_sha256,
        coalesce(contracts._part, awards._part, processes._part) as _part,
        coalesce(contracts._line, awards._line, processes._line) as _line,
        coalesce(contracts._fetched_at, awards._fetched_at, processes._fetched_at)
            as _fetched_at
    from fired
    inner join processes
        on fired.process_key = processes.process_key
    left join contracts
        on fired.contract_key = contracts.contract_key
    left join awards
        on fired.award_key = awards.award_key

),

final as (

    select
        {{ surrogate_key(['placed.flag_id', 'placed.subject_key']) }} as row_key,
        placed.flag_id,
        definitions.name as flag_name,
        definitions.published_by,
        applicability.status,
        applicability.instead,
        placed.seen,
        definitions.rule,
        definitions.limit_days,
        definitions.limit_share,
        definitions.limit_count,
        definitions.minimum_count,
        definitions.limit_basis,
        placed.flagged_date,
        placed.source_id,
        placed.regime,
        placed.ocid,
        placed.process_key,
        placed.award_key,
        placed.contract_key,
        placed.subject_key,
        placed.title,
        placed.buyer_name,
        placed.buyer_organisation_key,
        suppliers.organisation_name as supplier_name,
        placed.supplier_organisation_key,
        placed.value_kind,
        placed.vat_basis,
        placed.amount_gbp,
        placed.against_gbp,
        coalesce(notices.notice_url, placed.latest_notice_url) as notice_url,
        placed._source_url,
        placed._raw_sha256,
        placed._part,
        placed._line,
        placed._fetched_at
    from placed
    inner join definitions
        on placed.flag_id = definitions.flag_id
    inner join applicability
        on
            placed.flag_id = applicability.flag_id
            and placed.source_id = applicability.source_id
            and placed.regime = applicability.regime
    left join notices
        on
            placed.source_id = notices.source_id
            and placed.ocid = notices.ocid
            and placed.release_id = notices.release_id
    left join suppliers
        on placed.supplier_organisation_key = suppliers.organisation_key

)

select * from final
