with

payments as (

    select * from {{ ref('fct_payments') }}

),

sectors as (

    select * from {{ ref('fct_supplier_sectors') }}

),

industries as (

    select * from {{ ref('dim_industries') }}

),

of_suppliers as (

    select
        payments.publisher_id,
        payments.publisher_name,
        payments.financial_year,
        payments.vat_basis,
        payments.amount_gbp,
        sectors.section_code,
        sectors.division_code,
        sectors.class_code,
        case
            when payments.payee_class = 'redacted' then 'redacted'
            when payments.payee_class = 'person' then 'person'
            when sectors.organisation_key is null and payments.payee_class = 'public_body'
                then 'public_body'
            when sectors.organisation_key is null then 'no_company'
            else sectors.sector_reason
        end as sector_reason
    from payments
    left join sectors
        on payments.organisation_key = sectors.organisation_key

),

by_class as (

    select
        publisher_id,
        publisher_name,
        financial_year,
        vat_basis,
        section_code,
        division_code,
        class_code,
        {{ sum_money('amount_gbp', 'payment') }} as paid_gbp,
        {{ sum_money(
            'amount_gbp', 'payment', where='section_code is not null and division_code is null'
        ) }} as division_unknown_gbp,
        {{ sum_money('amount_gbp', 'payment', where='section_code is null') }} as unknown_gbp,
        {{ sum_money('amount_gbp', 'payment', where="sector_reason = 'redacted'") }}
            as unknown_redacted_gbp,
        {{ sum_money('amount_gbp', 'payment', where="sector_reason = 'person'") }}
            as unknown_person_gbp,
        {{ sum_money('amount_gbp', 'payment', where="sector_reason = 'public_body'") }}
            as unknown_public_body_gbp,
        {{ sum_money('amount_gbp', 'payment', where="sector_reason = 'no_company'") }}
            as unknown_no_company_gbp,
        {{ sum_money('amount_gbp', 'payment', where="sector_reason = 'no_code'") }}
            as unknown_no_code_gbp,
        {{ sum_money('amount_gbp', 'payment', where="sector_reason = 'code_not_of_2007'") }}
            as unknown_code_not_of_2007_gbp,
        {{ sum_money('amount_gbp', 'payment', where="sector_reason = 'not_trading'") }}
            as unknown_not_trading_gbp,
        {{ sum_money('amount_gbp', 'payment', where="sector_reason = 'several_sections'") }}
            as unknown_several_sections_gbp
    from of_suppliers
    group by
        publisher_id, publisher_name, financial_year, vat_basis, section_code, division_code,
        class_code

),

summed as (

    select
        *,
        {{ sum_money(
            'paid_gbp', 'payment', over='partition by publisher_id, financial_year, vat_basis'
        ) }} as all_paid_gbp,
        {{ sum_money(
            'unknown_gbp', 'payment', over='partition by publisher_id, financial_year, vat_basis'
        ) }} as all_unknown_gbp,
        {{ sum_money(
            'paid_gbp', 'payment',
            over='partition by publisher_id, financial_year, vat_basis, section_code'
        ) }} as section_gbp,
        {{ sum_money(
            'division_unknown_gbp', 'payment',
            over='partition by publisher_id, financial_year, vat_basis, section_code'
        ) }} as section_undivided_gbp,
        {{ sum_money(
            'paid_gbp', 'payment',
            over='partition by publisher_id, financial_year, vat_basis, section_code, division_code'
        ) }} as division_gbp
    from by_class

),

{# Where credits outweigh the payments of a sector, what was paid is no whole of which the sectors
   are parts. #}
of_a_whole as (

    select
        *,
        min(section_gbp) over (
            partition by publisher_id, financial_year, vat_basis
        ) >= 0 as is_of_sections,
        min(division_gbp) over (
            partition by publisher_id, financial_year, vat_basis
        ) >= 0 as is_of_divisions
    from summed

),

final as (

    select
        {{ surrogate_key([
            'whole.publisher_id', 'whole.financial_year', 'whole.vat_basis',
            'whole.section_code', 'whole.division_code', 'whole.class_code'
        ]) }} as row_key,
        whole.publisher_id,
        whole.publisher_name,
        whole.financial_year,
        whole.vat_basis,
        whole.section_code,
        sections.industry_name as section_name,
        whole.division_code,
        divisions.industry_name as division_name,
        whole.class_code,
        classes.industry_name as class_name,
        whole.paid_gbp,
        whole.division_unknown_gbp,
        whole.unknown_gbp,
        whole.unknown_redacted_gbp,
        whole.unknown_person_gbp,
        whole.unknown_public_body_gbp,
        whole.unknown_no_company_gbp,
        whole.unknown_no_code_gbp,
        whole.unknown_code_not_of_2007_gbp,
        whole.unknown_not_trading_gbp,
        whole.unknown_several_sections_gbp,
        case
            when whole.is_of_sections and whole.section_code is not null
                then {{ share_of('whole.section_gbp', 'whole.all_paid_gbp') }}
        end as section_share_low,
        case
            when whole.is_of_sections and whole.section_code is not null
                then {{ share_of(
                    '(whole.section_gbp + whole.all_unknown_gbp)', 'whole.all_paid_gbp'
                ) }}
        end as section_share_high,
        case
            when whole.is_of_divisions and whole.division_code is not null
                then {{ share_of('whole.division_gbp', 'whole.all_paid_gbp') }}
        end as division_share_low,
        case
            when whole.is_of_divisions and whole.division_code is not null
                then {{ share_of(
                    '(whole.division_gbp + whole.section_undivided_gbp + whole.all_unknown_gbp)',
                    'whole.all_paid_gbp'
                ) }}
        end as division_share_high
    from of_a_whole as whole
    left join industries as sections
        on whole.section_code = sections.industry_code
    left join industries as divisions
        on whole.division_code = divisions.industry_code
    left join industries as classes
        on whole.class_code = classes.industry_code

)

select * from final
