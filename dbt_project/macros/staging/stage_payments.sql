{#
    The staging of payment lines: what is in use and what a later version replaced are landed in
    the same columns, so both are read by the same words.
#}
{% macro stage_payments(table) -%}
with

source as (

    select * from {{ source('spend', table) }}

),

final as (

    select
        publisher_id,
        period,
        layout,
        transaction_number,
        supplier_name as supplier_name_text,
        company_number as company_number_text,
        {{ clean_company_number('company_number') }} as company_number,
        charity_number as charity_number_text,
        supplier_reference,
        {{ clean_postcode('supplier_postcode') }} as supplier_postcode,
        supplier_postcode as supplier_postcode_text,
        department,
        entity_name,
        category,
        purpose,
        contract_reference,
        merchant_category,
        case
            when lower(trim(card)) in ('y', 'yes', 'true') then true
            when lower(card) like '%card%' or lower(card) like '%gpc%' then true
            when lower(trim(card)) in ('n', 'no', 'false') then false
        end as is_card,
        card as card_text,
        {{ clean_money('amount') }} as amount_gbp,
        amount as amount_text,
        {{ clean_money('vat_amount') }} as vat_gbp,
        vat_amount as vat_amount_text,
        {{ clean_money('irrecoverable_vat') }} as irrecoverable_vat_gbp,
        irrecoverable_vat as irrecoverable_vat_text,
        case
            when date_format not in ('ym_compact', 'text_month_only')
                then {{ parse_published_date('paid_on', 'date_format') }}
        end as paid_date,
        {# A month without a day is a month: a day is not made up for it. #}
        cast(
            date_trunc('month', {{ parse_published_date('paid_on', 'date_format') }}) as date
        ) as paid_month,
        paid_on as paid_date_text,
        date_format,
        date_meaning,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}
