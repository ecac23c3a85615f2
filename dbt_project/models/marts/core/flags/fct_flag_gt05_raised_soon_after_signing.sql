{{ config(materialized='view') }}

with

changes as (

    select * from {{ ref('fct_contract_changes') }}
    where is_stated and not is_proposed and value_change_gbp > 0

),

contracts as (

    select * from {{ ref('fct_contracts') }}

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'GT05'

),

final as (

    select
        {{ red_flag(
            subject='changes.change_key',
            process='changes.process_key',
            award='contracts.award_key',
            contract='contracts.contract_key',
            flagged_date='changes.changed_date',
            seen="'Signed on ' || " ~ in_words('contracts.signed_date') ~ " || '; on '"
                ~ " || " ~ in_words('changes.changed_date') ~ " || ' changed from '"
                ~ " || " ~ in_pounds('changes.value_before_gbp') ~ " || ' to '"
                ~ " || " ~ in_pounds('changes.value_after_gbp')
                ~ " || ' (' || " ~ vat_in_words('changes.vat_basis')
                ~ " || ').'",
            amount='changes.value_after_gbp',
            against='changes.value_before_gbp',
            value_kind='changes.value_kind',
            vat_basis='changes.vat_basis'
        ) }}
    from changes
    inner join contracts
        on changes.contract_key = contracts.contract_key
    cross join rule
    where
        {{ days_between('contracts.signed_date', 'changes.changed_date') }}
        between 0 and rule.limit_days

)

select * from final
