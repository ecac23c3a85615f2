with

awards as (

    select * from {{ ref('fct_awards') }}

),

notices as (

    select * from {{ ref('fct_notices') }}

),

contracts as (

    select
        *,
        case
            when end_date is null then 'missing'
            when
                end_date < start_date
                or end_date < cast('2000-01-01' as date)
                or end_date > {{ add_months_to('start_date', 360) }}
                or end_date >= cast('2090-01-01' as date)
                then 'unreal'
            else 'stated'
        end as end_date_quality
    from awards
    where is_value_row

),

early_notices as (

    select * from notices
    where
        notice_type in ('UK1', 'UK2', 'UK3')
        and buyer_organisation_key is not null
        and cpv_code is not null

),

{# A later plan by the same buyer for the same kind of thing may be what comes next. #}
notices_seen as (

    select
        contracts.award_key,
        {{ distinct_list('early_notices.release_id') }} as notices_seen
    from contracts
    inner join early_notices
        on
            contracts.buyer_organisation_key = early_notices.buyer_organisation_key
            and left(contracts.cpv_code, 2) = left(early_notices.cpv_code, 2)
            and early_notices.published_date
            > coalesce(contracts.signed_date, contracts.awarded_date, contracts.start_date)
    group by contracts.award_key

),

dated as (

    select
        *,
        case when end_date_quality = 'stated' then end_date end as clock_date
    from contracts

),

final as (

    select
        {{ surrogate_key(['dated.source_id', 'dated.ocid', 'dated.award_id']) }} as row_key,
        dated.source_id,
        dated.ocid,
        dated.award_id,
        dated.buyer_name,
        dated.buyer_organisation_key,
        dated.supplier_name as incumbent_name,
        dated.supplier_organisation_key as incumbent_organisation_key,
        dated.supplier_count,
        dated.title,
        dated.cpv_code,
        dated.award_gbp as value_gbp,
        dated.value_kind,
        dated.vat_basis,
        dated.start_date,
        dated.end_date,
        dated.latest_end_date,
        dated.end_date_quality,
        {{ add_months_to('dated.clock_date', -18) }} as mark_18_months_date,
        {{ add_months_to('dated.clock_date', -12) }} as mark_12_months_date,
        {{ add_months_to('dated.clock_date', -6) }} as mark_6_months_date,
        {{ add_months_to('dated.clock_date', -3) }} as mark_3_months_date,
        coalesce(dated.status = 'terminated', false) as is_terminated,
        notices_seen.notices_seen,
        notices.notice_url,
        dated._source_url,
        dated._raw_sha256,
        dated._part,
        dated._line,
        dated._fetched_at
    from dated
    left join notices_seen
        on dated.award_key = notices_seen.award_key
    left join notices
        on
            dated.source_id = notices.source_id
            and dated.ocid = notices.ocid
            and dated.release_id = notices.release_id

)

select * from final
