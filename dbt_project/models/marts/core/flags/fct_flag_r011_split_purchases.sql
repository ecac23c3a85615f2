{{ config(materialized='view') }}

with

awards as (

    select * from {{ ref('fct_direct_awards') }}
    where contract_gross_gbp < threshold_gbp and cpv_code is not null

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R011'

),

{# Each award with those of the same buyer and code that came in the days before it. #}
earlier_awards as (

    {{ earlier_awards('awards', 'rule', ['buyer_organisation_key', 'cpv_code']) }}

),

windows as (

    select
        contract_key,
        count(*) as award_count,
        {{ sum_money('contract_gross_gbp', 'contract') }} as together_gbp
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
            flagged_date='awards.decided_date',
            seen=in_words('windows.award_count') ~ " || ' awards without competition for CPV '"
                ~ " || awards.cpv_code || ' in ' || " ~ in_words('rule.limit_days')
                ~ " || ' days, together ' || " ~ in_pounds('windows.together_gbp')
                ~ " || ' with VAT; the threshold was ' || " ~ in_pounds('awards.threshold_gbp')
                ~ " || '.'",
            amount='windows.together_gbp',
            against='awards.threshold_gbp',
            value_kind="'contract'",
            vat_basis="'gross'"
        ) }}
    from awards
    cross join rule
    inner join windows
        on awards.contract_key = windows.contract_key
    where
        windows.award_count >= rule.limit_count
        and windows.together_gbp >= awards.threshold_gbp

)

select * from final
