with

candidates as (

    select * from {{ ref('stg_matched__candidates') }}

),

lines as (

    select * from {{ ref('int_spend_lines') }}

),

suppliers as (

    select * from {{ ref('int_award_suppliers_identified') }}

),

companies as (

    select * from {{ ref('int_companies_current') }}

),

previous_names as (

    select * from {{ ref('int_company_previous_names') }}

),

{# A body means one payee by a name; the notices of a service name suppliers of everywhere, so
   there a name is one supplier at one postcode. #}
mentions as (

    select
        publisher_id as named_by,
        supplier_name_text,
        supplier_postcode
    from lines
    union
    select
        named_by,
        supplier_name as supplier_name_text,
        supplier_postcode
    from suppliers
    where company_number is null and supplier_name is not null

),

names as (

    select distinct
        named_by,
        supplier_name_text
    from mentions

),

beside_each_other as (

    select
        names.named_by,
        names.supplier_name_text,
        candidates.place,
        companies.company_number,
        candidates.company_name,
        candidates.is_current_name,
        candidates.probability,
        candidates.is_match,
        candidates.has_same_name,
        {{ add_months_to(
            'previous_names.name_changed_date', 12 * var('previous_name_years')
        ) }} as name_until_date,
        mentions.supplier_postcode is not null as has_same_postcode
    from names
    inner join candidates
        on names.supplier_name_text = candidates.name_text
    inner join companies
        on candidates.company_number = companies.company_number
    left join previous_names
        on
            not candidates.is_current_name
            and candidates.company_number = previous_names.company_number
            and {{ normalise_name('candidates.company_name') }} = previous_names.normalised_name
    left join mentions
        on
            names.named_by = mentions.named_by
            and names.supplier_name_text = mentions.supplier_name_text
            and companies.registered_postcode = mentions.supplier_postcode

),

ranked as (

    select
        *,
        row_number() over (
            partition by named_by, supplier_name_text
            order by probability desc, company_number asc
        ) as likeliest_place
    from beside_each_other

),

counted as (

    select
        *,
        sum(case when has_same_name then 1 else 0 end) over (
            partition by named_by, supplier_name_text
        ) as same_name_count,
        sum(case when has_same_name and not is_current_name then 1 else 0 end) over (
            partition by named_by, supplier_name_text
        ) as same_former_name_count,
        sum(case when has_same_name and likeliest_place <= 2 then 1 else 0 end) over (
            partition by named_by, supplier_name_text
        ) = 2 as is_shared_name,
        sum(case when has_same_name and has_same_postcode then 1 else 0 end) over (
            partition by named_by, supplier_name_text
        ) as same_postcode_count
    from ranked

),

{# Of several companies of one name, the only one at the postcode that is stated; of eight,
   the list may be cut. #}
final as (

    select
        *,
        case
            when
                same_name_count between 2 and 7
                and has_same_name
                and has_same_postcode
                and same_postcode_count = 1
                then 'same_postcode'
            when same_name_count > 1 and same_postcode_count > 0 then null
            when is_match and has_same_name and is_current_name then 'exact_name'
            when is_match and has_same_name then 'previous_name'
            when is_match then 'likely_name'
        end as candidate_tier
    from counted

)

select * from final
