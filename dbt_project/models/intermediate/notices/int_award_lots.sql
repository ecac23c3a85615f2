with

awards as (

    select * from {{ ref('int_awards_named') }}

),

lots as (

    select * from {{ ref('int_lots') }}

),

named as (

    select
        source_id,
        ocid,
        award_id,
        {{ split_to_rows('related_lots', ';') }} as lot_id
    from awards

),

{# An award that names no lot is for the only lot there is. #}
single_lots as (

    select
        source_id,
        ocid,
        min(lot_id) as lot_id
    from lots
    group by source_id, ocid
    having count(*) = 1

),

for_lots as (

    select * from named
    union all
    select
        awards.source_id,
        awards.ocid,
        awards.award_id,
        single_lots.lot_id
    from awards
    inner join single_lots
        on {{ is_of_process('awards', 'single_lots') }}
    where awards.related_lots is null

),

final as (

    select
        for_lots.source_id,
        for_lots.ocid,
        for_lots.award_id,
        bool_or(lots.is_framework) as is_framework,
        min(lots.start_date) as start_date,
        max(lots.end_date) as end_date,
        max(lots.latest_end_date) as latest_end_date,
        bool_or(lots.has_options) as has_options,
        max(lots.options_description) as options_description,
        bool_or(lots.has_renewal) as has_renewal,
        max(lots.renewal_description) as renewal_description
    from for_lots
    inner join lots
        on
            {{ is_of_process('for_lots', 'lots') }}
            and for_lots.lot_id = lots.lot_id
    group by for_lots.source_id, for_lots.ocid, for_lots.award_id

)

select * from final
