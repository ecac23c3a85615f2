with

contracts as (

    select * from {{ ref('int_contracts_merged') }}

),

values_by_basis as (

    select
        source_id,
        ocid,
        award_id,
        vat_basis,
        {{ sum_money('contract_gbp', 'contract') }} as contract_gbp,
        max(value_release_number) as value_release_number
    from contracts
    where contract_gbp is not null
    group by source_id, ocid, award_id, vat_basis

),

{# Contracts of one award on different VAT bases have no total: the award's own value stands. #}
final as (

    select *
    from values_by_basis
    qualify count(*) over (partition by source_id, ocid, award_id) = 1

)

select * from final
