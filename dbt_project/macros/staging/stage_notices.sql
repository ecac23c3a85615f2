{#
    The staging of the OCDS tables, one macro a table: both notice services land the same
    columns, so both are read by the same words.
#}

{% macro stage_releases(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'releases') }}

),

final as (

    select
        '{{ source_id }}' as source_id,
        ocid,
        release_id,
        published_at as published_at_text,
        tags,
        notice_type,
        document_type,
        notice_url,
        buyer_party_id,
        buyer_name,
        title,
        legal_basis,
        procurement_method,
        cpv_code,
        value_currency,
        value_amount as value_text,
        value_amount_gross as value_gross_text,
        {{ clean_money('value_amount') }} as value_net_gbp,
        {{ clean_money('value_amount_gross') }} as value_gross_gbp,
        lower(is_framework) = 'true' as is_framework,
        {{ parse_ocds_date('published_at') }} as published_date,
        {{ parse_ocds_instant('published_at') }} as published_at,
        {{ parse_ocds_date('tender_end_at') }} as tender_end_date,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_parties(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'parties') }}

),

final as (

    select
        '{{ source_id }}' as source_id,
        ocid,
        release_id,
        party_id,
        party_name,
        roles,
        identifier_scheme,
        identifier_id,
        additional_identifiers,
        case
            when identifier_scheme = 'GB-COH' then {{ clean_company_number('identifier_id') }}
            else {{ clean_company_number(
                part('additional_identifiers', 'GB-COH:([A-Za-z0-9 ]+)', 1)
            ) }}
        end as company_number,
        {{ clean_postcode('postal_code') }} as postcode,
        postal_code as postcode_text,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_awards(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'awards') }}

),

final as (

    select
        '{{ source_id }}' as source_id,
        ocid,
        release_id,
        award_id,
        title,
        status,
        currency,
        amount as amount_text,
        amount_gross as amount_gross_text,
        {{ clean_money('amount') }} as amount_net_gbp,
        {{ clean_money('amount_gross') }} as amount_gross_gbp,
        {{ parse_ocds_date('awarded_at') }} as awarded_date,
        {{ parse_ocds_date('start_at') }} as start_date,
        {{ parse_ocds_date('end_at') }} as end_date,
        {{ parse_ocds_date('max_extent_at') }} as latest_end_date,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_award_suppliers(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'award_suppliers') }}

),

final as (

    select
        '{{ source_id }}' as source_id,
        ocid,
        release_id,
        award_id,
        supplier_party_id,
        supplier_name,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_contracts(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'contracts') }}

),

final as (

    select
        '{{ source_id }}' as source_id,
        ocid,
        release_id,
        contract_id,
        award_id,
        title,
        status,
        currency,
        amount as amount_text,
        amount_gross as amount_gross_text,
        {{ clean_money('amount') }} as amount_net_gbp,
        {{ clean_money('amount_gross') }} as amount_gross_gbp,
        {{ parse_ocds_date('signed_at') }} as signed_date,
        {{ parse_ocds_date('start_at') }} as start_date,
        {{ parse_ocds_date('end_at') }} as end_date,
        {{ parse_ocds_date('max_extent_at') }} as latest_end_date,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_lots(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'lots') }}

),

final as (

    select
        '{{ source_id }}' as source_id,
        ocid,
        release_id,
        lot_id,
        title,
        status,
        currency,
        amount as amount_text,
        amount_gross as amount_gross_text,
        {{ clean_money('amount') }} as amount_net_gbp,
        {{ clean_money('amount_gross') }} as amount_gross_gbp,
        {{ parse_ocds_date('start_at') }} as start_date,
        {{ parse_ocds_date('end_at') }} as end_date,
        {{ parse_ocds_date('max_extent_at') }} as latest_end_date,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}
