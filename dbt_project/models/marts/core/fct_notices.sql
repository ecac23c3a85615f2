with

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

buyers as (

    select * from {{ ref('int_release_buyers') }}

),

notice_types as (

    select * from {{ ref('notice_types') }}

),

final as (

    select
        {{ surrogate_key(['releases.source_id', 'releases.ocid', 'releases.release_id']) }}
            as notice_key,
        releases.source_id,
        releases.ocid,
        releases.release_id,
        releases.notice_type,
        coalesce(notice_types.stage, {{ stage_of_tags('releases.tags') }}) as stage,
        releases.tags,
        {{ without_addresses('buyers.buyer_name') }} as buyer_name,
        buyers.buyer_organisation_key,
        {{ without_addresses('releases.title') }} as title,
        case
            when
                releases.legal_basis = '2023/54' or releases.notice_type like 'UK%'
                then 'procurement_act_2023'
            when releases.legal_basis is not null then 'earlier'
            else 'unknown'
        end as regime,
        releases.procurement_method,
        releases.cpv_code,
        {{ vat_basis_of(
            'releases.source_id', 'releases.value_currency',
            'releases.value_net_gbp', 'releases.value_gross_gbp'
        ) }} as vat_basis,
        releases.notice_url,
        {{ value_in_pounds(
            'releases.value_currency', 'releases.value_net_gbp', 'releases.value_gross_gbp'
        ) }} as estimate_gbp,
        case when releases.notice_type is not null then notice_types.notice_type is not null end
            as notice_type_known,
        releases.published_date,
        releases.tender_end_date,
        releases._source_url,
        releases._raw_sha256,
        releases._part,
        releases._line,
        releases._fetched_at
    from releases
    left join buyers
        on
            releases.source_id = buyers.source_id
            and releases.ocid = buyers.ocid
            and releases.release_id = buyers.release_id
    left join notice_types
        on releases.notice_type = notice_types.notice_type

)

select * from final
