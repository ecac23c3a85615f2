with

publishers as (

    select * from {{ ref('stg_spend__publishers') }}

),

company_numbers as (

    select * from {{ ref('int_company_numbers_of_identifiers') }}

),

latest_declarations as (

    select *
    from publishers
    qualify row_number() over (
        partition by publisher_id
        order by _fetched_at desc, _raw_sha256 asc, _line asc
    ) = 1

),

final as (

    select
        latest_declarations.publisher_id,
        latest_declarations.publisher_name,
        latest_declarations.body_type,
        latest_declarations.frequency,
        latest_declarations.vat_basis,
        latest_declarations.is_declared,
        latest_declarations.organisation_scheme,
        latest_declarations.organisation_id,
        {{ normalise_name('latest_declarations.publisher_name') }} as normalised_name,
        {{ organisation_key(
            'company_numbers.company_number',
            'latest_declarations.organisation_scheme',
            'latest_declarations.organisation_id',
            "'publisher ' || latest_declarations.publisher_id"
        ) }} as organisation_key
    from latest_declarations
    left join company_numbers
        on
            latest_declarations.organisation_scheme = company_numbers.identifier_scheme
            and latest_declarations.organisation_id = company_numbers.identifier_id

)

select * from final
