with

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

payees as (

    select * from {{ ref('int_payees_matched') }}

),

payments as (

    select * from {{ ref('int_payments_identified') }}

),

buyers as (

    select * from {{ ref('int_release_buyers') }}

),

suppliers as (

    select * from {{ ref('int_award_suppliers_identified') }}

),

{# The lower the rank, the more a mention is believed on the name and class of the organisation. #}
mentions as (

    select
        organisation_key,
        publisher_name as organisation_name,
        'public_body' as organisation_class,
        cast(null as string) as company_number,
        'publisher_declaration' as identified_by,
        1 as mention_rank
    from publishers
    union all
    select
        buyer_organisation_key as organisation_key,
        buyer_name as organisation_name,
        'public_body' as organisation_class,
        company_number,
        identified_by,
        2 as mention_rank
    from buyers
    union all
    select
        supplier_organisation_key as organisation_key,
        supplier_name as organisation_name,
        supplier_class as organisation_class,
        company_number,
        coalesce(identified_by, 'name_only') as identified_by,
        3 as mention_rank
    from suppliers
    union all
    select
        organisation_key,
        supplier_name_text as organisation_name,
        payee_class as organisation_class,
        company_number,
        case when company_number is null then 'name_only' else 'company_number' end
            as identified_by,
        4 as mention_rank
    from payees
    union all
    {# A payment older than the company its payee was matched to went to a name alone. #}
    select
        organisation_key,
        supplier_name_text as organisation_name,
        payee_class as organisation_class,
        cast(null as string) as company_number,
        'name_only' as identified_by,
        4 as mention_rank
    from payments
    where match_tier = 'none'

),

final as (

    select distinct *
    from mentions
    where organisation_key is not null

)

select * from final
