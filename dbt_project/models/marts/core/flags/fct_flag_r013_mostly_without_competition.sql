{{ config(materialized='view') }}

with

{# What has been awarded, of those whose method is known; call-offs were competed for before. #}
processes as (

    select
        *,
        extract(year from first_published_date) as published_year
    from {{ ref('fct_processes') }}
    where
        stage in ('award', 'contract', 'ended')
        and competition in ('open', 'restricted', 'negotiated', 'direct')
        and regime <> 'health_2023'
        and buyer_organisation_key is not null
        and first_published_date is not null

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R013'

),

counted as (

    select
        source_id,
        buyer_organisation_key,
        published_year,
        count(*) as process_count,
        count(*) filter (where competition = 'direct') as direct_count
    from processes
    group by source_id, buyer_organisation_key, published_year

),

{# The flag stands at the last of the buyer's awards without competition in the year. #}
latest as (

    select
        *,
        row_number() over (
            partition by source_id, buyer_organisation_key, published_year
            order by first_published_date desc, process_key asc
        ) as recency
    from processes
    where competition = 'direct'

),

final as (

    select
        {{ red_flag(
            subject=surrogate_key([
                'counted.source_id', 'counted.buyer_organisation_key', 'counted.published_year'
            ]),
            process='latest.process_key',
            flagged_date='latest.first_published_date',
            seen=in_words('counted.direct_count') ~ " || ' of '"
                ~ " || " ~ in_words('counted.process_count')
                ~ " || ' purchases that the buyer awarded in ' || "
                ~ in_words('counted.published_year')
                ~ " || ' were without competition; this is the last of them.'"
        ) }}
    from counted
    inner join latest
        on
            counted.source_id = latest.source_id
            and counted.buyer_organisation_key = latest.buyer_organisation_key
            and counted.published_year = latest.published_year
            and latest.recency = 1
    cross join rule
    where
        counted.process_count >= rule.minimum_count
        and counted.direct_count >= counted.process_count * rule.limit_share

)

select * from final
