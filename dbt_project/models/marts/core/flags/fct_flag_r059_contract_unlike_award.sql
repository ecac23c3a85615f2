{{ config(materialized='view') }}

with

{# A value repeated on several awards, or shared out over several contracts, is no award's own. #}
awards as (

    select * from {{ ref('fct_awards') }}
    where not coalesce(is_value_repeated, false)

),

contracts as (

    select * from {{ ref('fct_contracts') }}
    where contract_basis = 'contract' and not coalesce(is_cancelled, false)

),

contract_counts as (

    select
        award_key,
        count(*) as contract_count
    from contracts
    group by award_key

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R059'

),

final as (

    select
        {{ red_flag(
            subject='contracts.contract_key',
            process='contracts.process_key',
            award='contracts.award_key',
            contract='contracts.contract_key',
            flagged_date='contracts.signed_date',
            seen="'Awarded for ' || " ~ in_pounds('awards.award_gbp') ~ " || ', contract for '"
                ~ " || " ~ in_pounds('contracts.contract_gbp')
                ~ " || ' (both ' || " ~ vat_in_words('awards.vat_basis')
                ~ " || ').'",
            amount='contracts.contract_gbp',
            against='awards.award_gbp',
            value_kind='contracts.value_kind',
            vat_basis='contracts.vat_basis'
        ) }}
    from contracts
    inner join awards
        on
            contracts.award_key = awards.award_key
            and contracts.vat_basis = awards.vat_basis
    inner join contract_counts
        on contracts.award_key = contract_counts.award_key and contract_counts.contract_count = 1
    cross join rule
    where
        awards.vat_basis <> 'unknown'
        and awards.award_gbp > 0
        and contracts.contract_gbp > 0
        and abs(contracts.contract_gbp - awards.award_gbp) >= awards.award_gbp * rule.limit_share

)

select * from final
