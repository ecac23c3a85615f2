with

classifications as (

    select * from {{ ref('stg_compiled__classifications') }}

),

items as (

    select * from {{ ref('stg_compiled__items') }}

),

{# A code stands on a thing itself or on one of the items bought with it. #}
stated as (

    select
        classifications.source_id,
        classifications.ocid,
        replace(classifications.holder, '_item', '') as holder,
        case
            when classifications.holder like '%_item' then classifications.within_id
            else classifications.holder_id
        end as holder_id,
        items.related_lot,
        classifications.classification_id as cpv_code,
        case
            when classifications.role <> 'main' then 3
            when classifications.holder like '%_item' then 2
            else 1
        end as rank
    from classifications
    left join items
        on
            {{ is_of_process('classifications', 'items') }}
            and classifications.holder = items.holder || '_item'
            and classifications.within_id is not distinct from items.holder_id
            and classifications.holder_id = items.item_id
    where
        classifications.scheme = 'CPV'
        and classifications.role in ('main', 'additional')
        and {{ regex_matches('classifications.classification_id', '^[0-9]{8}') }}

),

final as (

    select distinct
        source_id,
        ocid,
        holder,
        holder_id,
        related_lot,
        left(cpv_code, 8) as cpv_code,
        rank
    from stated
    where holder in ('tender', 'award', 'contract')

)

select * from final
