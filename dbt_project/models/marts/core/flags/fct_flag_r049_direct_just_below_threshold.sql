{{ config(materialized='view') }}

with

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R049'

),

awards as (

    select direct.*
    from {{ ref('fct_direct_awards') }} as direct
    cross join rule
    where
        direct.supplier_organisation_key is not null
        and direct.contract_gross_gbp < direct.threshold_gbp
        and direct.contract_gross_gbp >= direct.threshold_gbp * rule.limit_share

),

windows as (

    select
        awards.contract_key,
        count(*) as award_count
    from awards
    cross join rule
    inner join awards as earlier
        on
            awards.buyer_organisation_key = earlier.buyer_organisation_key
            and awards.supplier_organisation_key = earlier.supplier_organisation_key
            and {{ days_between('earlier.decided_date', 'awards.decided_date') }}
            between 0 and rule.limit_days
    group by awards.contract_key

),

final as (

    select
        {{ red_flag(
            subject='awards.contract_key',
            process='awards.process_key',
            award='awards.award_key',
            contract='awards.contract_key',
            supplier='awards.supplier_organisation_key',
            flagged_date='awards.decided_date',
            seen="'One of ' || " ~ in_words('windows.award_count')
                ~ " || ' awards without competition to one supplier within '"
                ~ " || " ~ in_words('rule.limit_days') ~ " || ' days that are just below the '"
                ~ " || 'threshold: ' || " ~ in_pounds('awards.contract_gross_gbp')
                ~ " || ' with VAT, of ' || " ~ in_pounds('awards.threshold_gbp') ~ " || '.'",
            amount='awards.contract_gross_gbp',
            against='awards.threshold_gbp',
            value_kind="'contract'",
            vat_basis="'gross'"
        ) }}
    from awards
    cross join rule
    inner join windows
        on awards.contract_key = windows.contract_key
    where windows.award_count >= rule.limit_count

)

select * from final
