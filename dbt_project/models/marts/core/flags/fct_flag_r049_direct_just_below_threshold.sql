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

earlier_awards as (

    {{ earlier_awards(
        'awards', 'rule', ['buyer_organisation_key', 'supplier_organisation_key']
    ) }}

),

windows as (

    select
        contract_key,
        count(*) as award_count
    from earlier_awards
    group by contract_key

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
