{{ config(materialized='view') }}

with

contracts as (

    select * from {{ ref('fct_contracts') }}
    where competition = 'direct'

),

changes as (

    select * from {{ ref('fct_contract_changes') }}
    where not is_proposed

),

thresholds as (

    select * from {{ ref('fct_process_thresholds') }}

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R054'

),

{# A value without VAT is below the threshold when it is with VAT at its highest, one fifth; it
   is above when it is even without. #}
final as (

    select
        {{ red_flag(
            subject='changes.change_key',
            process='changes.process_key',
            award='contracts.award_key',
            contract='contracts.contract_key',
            flagged_date='changes.changed_date',
            seen="'Awarded without competition for ' || " ~ in_pounds('changes.value_before_gbp')
                ~ " || ', changed to ' || " ~ in_pounds('changes.value_after_gbp')
                ~ " || ' (' || " ~ vat_in_words('changes.vat_basis')
                ~ " || '); the threshold was '"
                ~ " || " ~ in_pounds('thresholds.threshold_gbp') ~ " || ' with VAT.'",
            amount='changes.value_after_gbp',
            against='thresholds.threshold_gbp',
            value_kind='changes.value_kind',
            vat_basis='changes.vat_basis'
        ) }}
    from changes
    inner join contracts
        on changes.contract_key = contracts.contract_key
    inner join thresholds
        on changes.process_key = thresholds.process_key
    cross join rule
    where
        changes.value_after_gbp > thresholds.threshold_gbp
        and (
            (
                changes.vat_basis = 'gross'
                and changes.value_before_gbp < thresholds.threshold_gbp
            )
            or (
                changes.vat_basis = 'net'
                and changes.value_before_gbp * 6 < thresholds.threshold_gbp * 5
            )
        )

)

select * from final
