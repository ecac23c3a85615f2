with

suppliers as (

    select * from {{ ref('int_award_suppliers_identified') }}

),

final as (

    select
        {{ surrogate_key(['source_id', 'ocid', 'award_id', 'supplier_number']) }}
            as award_supplier_key,
        {{ surrogate_key(['source_id', 'ocid', 'award_id']) }} as award_key,
        {{ surrogate_key(['source_id', 'ocid']) }} as process_key,
        source_id,
        ocid,
        award_id,
        cast(supplier_number as bigint) as supplier_number,
        supplier_count,
        {{ without_addresses('supplier_name') }} as supplier_name,
        supplier_organisation_key,
        supplier_class,
        company_number,
        identified_by,
        stated_sme,
        stated_vcse,
        scale,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from suppliers

)

select * from final
