{#
    One row per contract: how many of the changes are known to be made, and when the last was. A
    dynamic market changes with every supplier that joins it: no contract does.
#}
{% macro changes_counted(changes, contracts) -%}
    select
        changes.contract_key,
        min(changes.process_key) as process_key,
        count(*) as change_count,
        max(changes.changed_date) as changed_date
    from {{ changes }} as changes
    inner join {{ contracts }} as contracts
        on changes.contract_key = contracts.contract_key
    where
        contracts.contract_basis = 'contract'
        and changes.is_stated
        and not changes.is_proposed
    group by changes.contract_key
{%- endmacro %}

{#
    The flag on a contract for the number of its changes, of the rows of `changes_counted()`.
#}
{% macro flag_of_changes(counted) -%}
    {{ red_flag(
        subject=counted ~ '.contract_key',
        process=counted ~ '.process_key',
        contract=counted ~ '.contract_key',
        flagged_date=counted ~ '.changed_date',
        seen=in_words(counted ~ '.change_count')
            ~ " || case when " ~ counted ~ ".change_count = 1 then ' change' else ' changes' end"
            ~ " || ' to the contract made known.'"
    ) }}
{%- endmacro %}

{#
    The flag on a change for what it did to the value, of rows of fct_contract_changes.
#}
{% macro flag_of_a_raise(changes) -%}
    {{ red_flag(
        subject=changes ~ '.change_key',
        process=changes ~ '.process_key',
        contract=changes ~ '.contract_key',
        flagged_date=changes ~ '.changed_date',
        seen="case when " ~ changes ~ ".is_stated then 'Changed'"
            ~ " else 'A later notice says otherwise, without calling it a change:' end"
            ~ " || ' from ' || " ~ in_pounds(changes ~ '.value_before_gbp') ~ " || ' to '"
            ~ " || " ~ in_pounds(changes ~ '.value_after_gbp')
            ~ " || ' (' || " ~ vat_in_words(changes ~ '.vat_basis')
            ~ " || ').'",
        amount=changes ~ '.value_after_gbp',
        against=changes ~ '.value_before_gbp',
        value_kind=changes ~ '.value_kind',
        vat_basis=changes ~ '.vat_basis'
    ) }}
{%- endmacro %}
