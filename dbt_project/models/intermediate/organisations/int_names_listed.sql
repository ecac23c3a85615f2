with

payments as (

    select * from {{ ref('int_spend_lines') }}

),

find_a_tender as (

    select * from {{ ref('stg_find_a_tender__award_suppliers') }}

),

contracts_finder as (

    select * from {{ ref('stg_contracts_finder__award_suppliers') }}

),

find_a_tender_parties as (

    select * from {{ ref('stg_find_a_tender__parties') }}

),

contracts_finder_parties as (

    select * from {{ ref('stg_contracts_finder__parties') }}

),

{# A supplier listed without a name has the name of its party. #}
names as (

    select supplier_name_text as name_text from payments
    union
    select supplier_name as name_text from find_a_tender
    union
    select supplier_name as name_text from contracts_finder
    union
    select party_name as name_text from find_a_tender_parties
    union
    select party_name as name_text from contracts_finder_parties

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
