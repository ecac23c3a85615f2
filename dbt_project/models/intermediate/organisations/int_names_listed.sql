with

payments as (

    select * from {{ ref('int_spend_lines') }}

),

award_suppliers as (
    {{ rows_of_services('award_suppliers') }}
),

parties as (
    {{ rows_of_services('parties') }}
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
