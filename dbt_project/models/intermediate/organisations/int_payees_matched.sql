with

decided as (

    select * from {{ ref('int_payees_decided') }}

),

corrections as (

    select * from {{ ref('match_corrections') }}

),

publisher_names as (

    select * from {{ ref('int_publisher_names') }}

),

{# A correction stands against what the rules would have said, and only while they say it. #}
corrected as (

    select
        decided.publisher_id,
        decided.supplier_name_text,
        decided.company_number_text,
        decided.stated_company_number,
        decided.normalised_name,
        decided.name_class,
        decided.name_rule,
        {{ corrected_match(
            'decided.match_tier', 'decided.unmatched_reason', 'decided.company_number',
            'decided.probability'
        ) }},
        case when corrections.company_number is null then decided.name_until_date end
            as name_until_date
    from decided
    left join corrections
        on
            decided.publisher_id = corrections.publisher_id
            and decided.supplier_name_text = corrections.supplier_name
            and coalesce(decided.company_number, 'none') = corrections.company_number_found

),

named as (

    select
        corrected.*,
        case
            when corrected.name_class in ('person', 'redacted') then null
            when publisher_names.organisation_key is not null
                then publisher_names.organisation_key
            when corrected.normalised_name is not null
                then {{ surrogate_key(["'name'", 'corrected.normalised_name']) }}
        end as name_organisation_key
    from corrected
    left join publisher_names
        on corrected.normalised_name = publisher_names.normalised_name

),

final as (

    select
        {{ surrogate_key(['publisher_id', 'supplier_name_text', 'company_number_text']) }}
            as payee_key,
        publisher_id,
        supplier_name_text,
        company_number_text,
        stated_company_number,
        normalised_name,
        name_class,
        name_rule,
        case when match_tier <> 'none' then 'company' else name_class end as payee_class,
        case when match_tier <> 'none' then 'register' else name_rule end as payee_class_rule,
        match_tier,
        unmatched_reason,
        company_number,
        probability,
        name_until_date,
        name_organisation_key,
        case
            when match_tier <> 'none' then {{ surrogate_key(["'GB-COH'", 'company_number']) }}
            else name_organisation_key
        end as organisation_key
    from named

)

select * from final
