with

policies as (

    select * from {{ ref('policies') }}

),

final as (

    select
        {{ surrogate_key(['policy_id', 'starts_on']) }} as policy_key,
        policy_id,
        name,
        kind,
        applies_to,
        regime,
        nullif(vat_basis, 'none') as vat_basis,
        nullif(day_kind, 'none') as day_kind,
        reference,
        evidence,
        nullif(note, 'none') as note,
        cast(value_gbp as decimal(20, 4)) as value_gbp,
        value_share,
        value_days,
        starts_on,
        ends_on,
        is_confirmed
    from policies

)

select * from final
