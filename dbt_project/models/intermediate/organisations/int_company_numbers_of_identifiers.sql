with

parties as (

    select * from {{ ref('int_parties_deduplicated') }}

),

{# Some notices give an organisation's company number beside its other identifier. #}
stated_together as (

    select distinct
        identifier_scheme,
        identifier_id,
        company_number
    from parties
    where
        company_number is not null
        and identifier_id is not null
        and identifier_scheme not in ('GB-COH', 'GB-FTS', 'GB-CFS')

),

final as (

    select
        identifier_scheme,
        identifier_id,
        min(company_number) as company_number
    from stated_together
    group by identifier_scheme, identifier_id
    having count(*) = 1

)

select * from final
