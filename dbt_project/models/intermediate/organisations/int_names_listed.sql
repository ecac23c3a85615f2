with

payments as (

    select * from {{ ref('int_spend_lines') }}

),

award_suppliers as (
    {{ rows_together([
        ref('stg_find_a_tender__award_suppliers'), ref('stg_contracts_finder__award_suppliers'),
        ref('stg_public_contracts_scotland__award_suppliers'), ref('stg_sell2wales__award_suppliers')
    ]) }}
),

parties as (
    {{ rows_together([
        ref('stg_find_a_tender__parties'), ref('stg_contracts_finder__parties'),
        ref('stg_public_contracts_scotland__parties'), ref('stg_sell2wales__parties')
    ]) }}
),

named_suppliers as (

    select * from {{ ref('stg_compiled__named_suppliers') }}

),

{# A supplier listed without a name has the name of its party. #}
names as (

    select supplier_name_text as name_text from payments
    union
    select supplier_name as name_text from award_suppliers
    union
    select supplier_name as name_text from named_suppliers
    union
    select party_name as name_text from parties

),

final as (

    select
        name_text,
        {{ plain_name('name_text') }} as plain_name,
        {{ normalise_name('name_text') }} as normalised_name
    from names
    where name_text is not null

)

select * from final
