{{ config(materialized='view') }}

with

changes as (

    select * from {{ ref('fct_contract_changes') }}
    where not is_proposed

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'GT07'

),

final as (

    select
        {{ red_flag(
            subject='changes.change_key',
            process='changes.process_key',
            contract='changes.contract_key',
            flagged_date='changes.changed_date',
            seen="case when changes.is_stated then 'Changed'"
                ~ " else 'A later notice says otherwise, without calling it a change:' end"
                ~ " || ' from ' || " ~ in_pounds('changes.value_before_gbp') ~ " || ' to '"
                ~ " || " ~ in_pounds('changes.value_after_gbp')
                ~ " || ' (' || " ~ vat_in_words('changes.vat_basis')
                ~ " || ').'",
            amount='changes.value_after_gbp',
            against='changes.value_before_gbp',
            value_kind='changes.value_kind',
            vat_basis='changes.vat_basis'
        ) }}
    from changes
    cross join rule
    where
        changes.value_before_gbp > 0
        and changes.value_change_gbp >= changes.value_before_gbp * rule.limit_share

)

select * from final
