{{ config(materialized='view') }}

with

awards as (

    select * from {{ ref('fct_identified_awards') }}
    where cpv_division is not null

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R048'

),

varieties as (

    select
        supplier_organisation_key,
        count(distinct cpv_division) as variety
    from awards
    group by supplier_organisation_key

),

ranked as (

    select
        supplier_organisation_key,
        variety,
        row_number() over (order by variety asc, supplier_organisation_key asc) as place,
        count(*) over () as supplier_count
    from varieties

),

{# Quartiles by nearest rank: the first value at or below which a quarter, three quarters lie. #}
quartiles as (

    select
        max(supplier_count) as supplier_count,
        min(variety) filter (where place * 4 >= supplier_count) as first_quartile,
        min(variety) filter (where place * 4 >= supplier_count * 3) as third_quartile
    from ranked

),

{# Twice the fence, so that it stays a whole number. #}
fences as (

    select
        supplier_count,
        third_quartile * 2 + (third_quartile - first_quartile) * 3 as twice_fence
    from quartiles

),

latest as (

    select
        *,
        row_number() over (
            partition by supplier_organisation_key
            order by decided_date desc, contract_key asc
        ) as recency
    from awards

),

final as (

    select
        {{ red_flag(
            subject='varieties.supplier_organisation_key',
            process='latest.process_key',
            award='latest.award_key',
            contract='latest.contract_key',
            supplier='varieties.supplier_organisation_key',
            flagged_date='latest.decided_date',
            seen="'Wins in ' || " ~ in_words('varieties.variety') ~ " || ' divisions of the CPV; '"
                ~ " || " ~ in_words('fences.supplier_count')
                ~ " || ' suppliers with a stated number were compared. This is its last award.'"
        ) }}
    from varieties
    inner join latest
        on
            varieties.supplier_organisation_key = latest.supplier_organisation_key
            and latest.recency = 1
    cross join fences
    cross join rule
    where
        fences.supplier_count >= rule.minimum_count
        and varieties.variety * 2 > fences.twice_fence
        and varieties.variety >= rule.limit_count

)

select * from final
