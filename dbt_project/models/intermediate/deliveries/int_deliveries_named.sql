with

outcomes as (

    select * from {{ ref('stg_deliveries__outcomes') }}

),

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

final as (

    select
        outcomes.source_id,
        outcomes.publisher_id,
        outcomes.period,
        outcomes.document_name,
        outcomes.outcome,
        outcomes.reason_code,
        outcomes.reason,
        outcomes.layout,
        outcomes.lines,
        outcomes.rows_landed,
        outcomes.rows_rejected,
        {# What could not be read has an amount that nobody knows: not nothing. #}
        case when outcomes.outcome <> 'refused' then outcomes.published_gbp end as published_gbp,
        outcomes.landed_gbp,
        case when outcomes.outcome <> 'refused' then outcomes.rejected_gbp end as rejected_gbp,
        outcomes._source_url,
        outcomes._raw_sha256,
        outcomes._part,
        outcomes._line,
        outcomes._fetched_at,
        coalesce(publishers.publisher_name, outcomes.publisher_id) as publisher_name,
        case
            when outcomes.source_id = 'spend' then coalesce(publishers.vat_basis, 'unknown')
            else 'unknown'
        end as vat_basis
    from outcomes
    left join publishers
        on outcomes.publisher_id = publishers.publisher_id

)

select * from final
