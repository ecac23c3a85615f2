{{ config(materialized='view') }}

with

awards as (

    select
        *,
        extract(year from decided_date) as decided_year
    from {{ ref('fct_identified_awards') }}

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R040'

),

pairs as (

    select
        source_id,
        buyer_organisation_key,
        supplier_organisation_key,
        decided_year,
        count(*) as pair_count
    from awards
    group by source_id, buyer_organisation_key, supplier_organisation_key, decided_year

),

shares as (

    select
        *,
        sum(pair_count) over (
            partition by source_id, buyer_organisation_key, decided_year
        ) as buyer_count
    from pairs

),

{# The flag stands at the last of the awards it counts. #}
latest as (

    select
        *,
        row_number() over (
            partition by
                source_id, buyer_organisation_key, supplier_organisation_key, decided_year
            order by decided_date desc, contract_key asc
        ) as recency
    from awards

),

final as (

    select
        {{ red_flag(
            subject=surrogate_key([
                'shares.source_id', 'shares.buyer_organisation_key',
                'shares.supplier_organisation_key', 'shares.decided_year'
            ]),
            process='latest.process_key',
            award='latest.award_key',
            contract='latest.contract_key',
            supplier='shares.supplier_organisation_key',
            flagged_date='latest.decided_date',
            seen=in_words('shares.pair_count') ~ " || ' of '"
                ~ " || " ~ in_words('cast(shares.buyer_count as bigint)')
                ~ " || ' awards of the buyer in ' || " ~ in_words('shares.decided_year')
                ~ " || ' to suppliers with a stated number went to one; this is the last.'"
        ) }}
    from shares
    inner join latest
        on
            shares.source_id = latest.source_id
            and shares.buyer_organisation_key = latest.buyer_organisation_key
            and shares.supplier_organisation_key = latest.supplier_organisation_key
            and shares.decided_year = latest.decided_year
            and latest.recency = 1
    cross join rule
    where
        shares.buyer_count >= rule.minimum_count
        and shares.pair_count >= shares.buyer_count * rule.limit_share

)

select * from final
