with

awards as (

    select * from {{ ref('int_awards_current') }}

),

suppliers as (

    select * from {{ ref('int_award_suppliers_identified') }}

),

buyers as (

    select * from {{ ref('int_release_buyers') }}

),

final as (

    select
        {{ surrogate_key([
            'awards.source_id', 'awards.ocid', 'awards.award_id',
            'coalesce(suppliers.supplier_number, 1)'
        ]) }} as award_key,
        awards.source_id,
        awards.ocid,
        awards.award_id,
        awards.release_id,
        {{ without_addresses('buyers.buyer_name') }} as buyer_name,
        buyers.buyer_organisation_key,
        {{ without_addresses('suppliers.supplier_name') }} as supplier_name,
        suppliers.supplier_organisation_key,
        {{ without_addresses('awards.title') }} as title,
        awards.status,
        awards.value_kind,
        awards.vat_basis,
        awards.cpv_code,
        cast(coalesce(suppliers.supplier_number, 1) as bigint) as supplier_number,
        cast(coalesce(suppliers.supplier_count, 0) as bigint) as supplier_count,
        {# One value for the whole award: on one of its rows, so that it counts once. #}
        case when coalesce(suppliers.supplier_number, 1) = 1 then awards.award_gbp end
            as award_gbp,
        coalesce(suppliers.supplier_number, 1) = 1 as is_value_row,
        awards.awarded_date,
        awards.signed_date,
        awards.start_date,
        awards.end_date,
        awards.latest_end_date,
        awards._source_url,
        awards._raw_sha256,
        awards._part,
        awards._line,
        awards._fetched_at
    from awards
    left join suppliers
        on
            awards.source_id = suppliers.source_id
            and awards.ocid = suppliers.ocid
            and awards.award_id = suppliers.award_id
    left join buyers
        on
            awards.source_id = buyers.source_id
            and awards.ocid = buyers.ocid
            and awards.buyer_release_id = buyers.release_id

)

select * from final
