with

lines as (

    select * from {{ ref('int_spend_lines') }}

),

names as (

    select * from {{ ref('int_names_classified') }}

),

companies as (

    select * from {{ ref('int_companies_current') }}

),

suppliers as (

    select * from {{ ref('int_award_suppliers_identified') }}

),

buyers as (

    select * from {{ ref('int_award_buyers') }}

),

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

{# A body that buys from one of two companies of a name may pay the other. #}
namesakes as (

    select normalised_name
    from companies
    group by normalised_name
    having count(*) > 1

),

stated_by_publisher as (

    select
        lines.publisher_id,
        names.normalised_name,
        'stated_elsewhere' as tier,
        lines.company_number
    from lines
    inner join names
        on lines.supplier_name_text = names.name_text

),

stated_on_notices as (

    select
        publishers.publisher_id,
        suppliers.normalised_name,
        'notice_number' as tier,
        suppliers.company_number
    from suppliers
    inner join buyers
        on
            suppliers.source_id = buyers.source_id
            and suppliers.ocid = buyers.ocid
            and suppliers.award_id = buyers.award_id
    inner join publishers
        on buyers.buyer_organisation_key = publishers.organisation_key
    where suppliers.supplier_class not in ('person', 'redacted')

),

stated as (

    select * from stated_by_publisher
    union all
    select * from stated_on_notices

),

{# Who states two numbers for a name does not say which was paid, be one of them on no register. #}
stated_once as (

    select
        publisher_id,
        normalised_name,
        tier,
        min(company_number) as company_number
    from stated
    where normalised_name is not null and company_number is not null
    group by publisher_id, normalised_name, tier
    having count(distinct company_number) = 1

),

final as (

    select
        stated_once.publisher_id,
        stated_once.normalised_name,
        stated_once.tier,
        companies.company_number
    from stated_once
    inner join companies
        on stated_once.company_number = companies.company_number
    left join namesakes
        on stated_once.normalised_name = namesakes.normalised_name
    where
        namesakes.normalised_name is null
        and (
            {{ names_agree('stated_once.normalised_name', 'companies.normalised_name') }}
            or {{ names_agree(
                'stated_once.normalised_name', 'companies.previous_normalised_name'
            ) }}
        )

)

select * from final
