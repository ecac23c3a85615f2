{#
    The staging of the OCDS tables, one macro a table: every notice service lands the same
    columns, and what is compiled of them has the same again, so all are read by the same words.
#}

{% macro stage_releases(source_id, table='releases') -%}
with

source as (

    select * from {{ source(source_id, table) }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        published_at as published_at_text,
        tags,
        notice_type,
        document_type,
        notice_url,
        buyer_party_id,
        nullif(buyer_name, '') as buyer_name,
        tender_id,
        nullif(title, '') as title,
        tender_status,
        legal_basis_scheme,
        legal_basis,
        procurement_method,
        nullif(procurement_method_details, '') as procurement_method_details,
        procurement_method_rationale,
        main_category,
        special_regime,
        covered_by,
        reserved_participation,
        no_lots_rationale,
        cpv_code,
        cpv_codes,
        value_currency,
        value_amount as value_text,
        value_amount_gross as value_gross_text,
        {{ clean_money('value_amount') }} as amount_net,
        {{ clean_money('value_amount_gross') }} as amount_gross,
        {{ clean_flag('above_threshold') }} as above_threshold,
        {{ clean_flag('suitable_sme') }} as suitable_sme,
        {{ clean_flag('suitable_vcse') }} as suitable_vcse,
        {{ clean_flag('is_framework') }} as is_framework,
        {{ clean_flag('has_dynamic_purchasing') }} as has_dynamic_purchasing,
        {{ clean_flag('is_open_framework') }} as is_open_framework,
        {{ parse_ocds_date('published_at') }} as published_date,
        {{ parse_ocds_instant('published_at') }} as published_at,
        {{ parse_ocds_date('tender_start_at') }} as tender_start_date,
        {{ parse_ocds_date('tender_end_at') }} as tender_end_date,
        {{ parse_ocds_date('enquiry_end_at') }} as enquiry_end_date,
        {{ parse_ocds_date('expression_end_at') }} as expression_end_date,
        {{ parse_ocds_date('contract_start_at') }} as contract_start_date,
        {{ parse_ocds_date('contract_end_at') }} as contract_end_date,
        {{ parse_ocds_date('contract_max_extent_at') }} as contract_latest_end_date,
        {{ parse_ocds_date('open_framework_end_at') }} as open_framework_end_date,
        {{ parse_ocds_date('future_notice_at') }} as future_notice_date,
        {{ parse_ocds_date('final_status_at') }} as final_status_date,
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
        {{ service_column(source_id) }},
        ocid,
        release_id,
        party_id,
        nullif(coalesce(nullif(party_name, ''), legal_name), '') as party_name,
        roles,
        identifier_scheme,
        identifier_id,
        additional_identifiers,
        scale,
        {# The company number may be the identifier, or stand among the others. #}
        coalesce(
            case
                when identifier_scheme = 'GB-COH' then {{ clean_company_number('identifier_id') }}
            end,
            {{ clean_company_number(
                part('additional_identifiers', 'GB-COH:([A-Za-z0-9 ]+)', 1)
            ) }}
        ) as company_number,
        {{ clean_flag('is_sme') }} as is_sme,
        {{ clean_flag('is_vcse') }} as is_vcse,
        {{ clean_postcode('postal_code') }} as postcode,
        postal_code as postcode_text,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_planning(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'planning') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        no_engagement_rationale,
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
        {{ service_column(source_id) }},
        ocid,
        release_id,
        lot_id,
        nullif(title, '') as title,
        status,
        currency as value_currency,
        amount as value_text,
        amount_gross as value_gross_text,
        {{ clean_money('amount') }} as amount_net,
        {{ clean_money('amount_gross') }} as amount_gross,
        {{ parse_ocds_date('start_at') }} as start_date,
        {{ parse_ocds_date('end_at') }} as end_date,
        {{ parse_ocds_date('max_extent_at') }} as latest_end_date,
        {{ clean_flag('has_options') }} as has_options,
        options_description,
        {{ clean_flag('has_renewal') }} as has_renewal,
        renewal_description,
        {{ parse_ocds_date('renewal_max_extent_at') }} as renewal_latest_end_date,
        {{ clean_flag('suitable_sme') }} as suitable_sme,
        {{ clean_flag('suitable_vcse') }} as suitable_vcse,
        {{ clean_flag('is_framework') }} as is_framework,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_award_criteria(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'award_criteria') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        lot_id,
        criterion_type,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_items(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'items') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        holder,
        holder_id,
        item_id,
        related_lot,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_classifications(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'classifications') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        holder,
        holder_id,
        within_id,
        role,
        scheme,
        classification_id,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_bid_statistics(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'bid_statistics') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        measure,
        related_lot,
        {{ clean_count('value_text') }} as value_count,
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
        {{ service_column(source_id) }},
        ocid,
        release_id,
        award_id,
        nullif(title, '') as title,
        status,
        related_lots,
        main_category,
        currency as value_currency,
        amount as value_text,
        amount_gross as value_gross_text,
        {{ clean_money('amount') }} as amount_net,
        {{ clean_money('amount_gross') }} as amount_gross,
        {{ parse_ocds_date('awarded_at') }} as awarded_date,
        {{ parse_ocds_date('start_at') }} as start_date,
        {{ parse_ocds_date('end_at') }} as end_date,
        {{ parse_ocds_date('max_extent_at') }} as latest_end_date,
        {{ clean_flag('has_options') }} as has_options,
        options_description,
        {{ clean_flag('has_renewal') }} as has_renewal,
        renewal_description,
        {{ parse_ocds_date('renewal_max_extent_at') }} as renewal_latest_end_date,
        {{ clean_flag('above_threshold') }} as above_threshold,
        {{ parse_ocds_date('standstill_end_at') }} as standstill_end_date,
        {{ parse_ocds_date('assessment_summaries_sent_at') }} as assessment_summaries_sent_date,
        {{ parse_ocds_date('final_status_at') }} as final_status_date,
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
        {{ service_column(source_id) }},
        ocid,
        release_id,
        award_id,
        supplier_party_id,
        nullif(supplier_name, '') as supplier_name,
        {{ clean_flag('is_sme') }} as is_sme,
        {{ clean_flag('is_vcse') }} as is_vcse,
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
        {{ service_column(source_id) }},
        ocid,
        release_id,
        contract_id,
        award_id,
        nullif(title, '') as title,
        status,
        currency as value_currency,
        amount as value_text,
        amount_gross as value_gross_text,
        {{ clean_money('amount') }} as amount_net,
        {{ clean_money('amount_gross') }} as amount_gross,
        {{ parse_ocds_date('signed_at') }} as signed_date,
        {{ parse_ocds_date('start_at') }} as start_date,
        {{ parse_ocds_date('end_at') }} as end_date,
        {{ parse_ocds_date('max_extent_at') }} as latest_end_date,
        {{ clean_flag('has_options') }} as has_options,
        options_description,
        {{ clean_flag('has_renewal') }} as has_renewal,
        renewal_description,
        {{ parse_ocds_date('renewal_max_extent_at') }} as renewal_latest_end_date,
        {{ clean_flag('above_threshold') }} as above_threshold,
        no_metrics_rationale,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_amendments(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'amendments') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        holder,
        holder_id,
        within_id,
        role,
        amendment_id,
        description,
        rationale,
        currency as value_currency,
        amount as value_text,
        amount_gross as value_gross_text,
        {{ clean_money('amount') }} as amount_net,
        {{ clean_money('amount_gross') }} as amount_gross,
        {{ parse_ocds_date('amended_at') }} as amended_date,
        {{ parse_ocds_date('start_at') }} as start_date,
        {{ parse_ocds_date('end_at') }} as end_date,
        {{ parse_ocds_date('max_extent_at') }} as latest_end_date,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_named_suppliers(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'named_suppliers') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        holder,
        holder_id,
        within_id,
        role,
        supplier_party_id,
        supplier_name,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_terminations(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'terminations') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        contract_id,
        scheme,
        classification_id,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_metrics(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'metrics') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        holder_id as contract_id,
        role,
        metric_id,
        title,
        description,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_observations(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'observations') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        role,
        holder_id as metric_id,
        within_id as contract_id,
        observation_id,
        measure,
        notes,
        currency as value_currency,
        amount as value_text,
        amount_gross as value_gross_text,
        {{ clean_money('amount') }} as amount_net,
        {{ clean_money('amount_gross') }} as amount_gross,
        unit,
        {{ parse_ocds_date('start_at') }} as start_date,
        {{ parse_ocds_date('end_at') }} as end_date,
        {{ part('_extra', '"measureClassification":[{][^}]*"id":"([A-Za-z]+)"', 1) }} as rating,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_performance_failures(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'performance_failures') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        contract_id,
        failure_id,
        requirement,
        description,
        {{ parse_ocds_date('decided_at') }} as decided_date,
        {{ parse_ocds_date('penalty_at') }} as penalty_date,
        penalty_type,
        penalty_type_entered,
        currency as value_currency,
        amount as value_text,
        amount_gross as value_gross_text,
        {{ clean_money('amount') }} as amount_net,
        {{ clean_money('amount_gross') }} as amount_gross,
        is_partial_termination as partial_termination,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_milestones(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'milestones') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        holder,
        holder_id,
        milestone_type,
        {{ parse_ocds_date('due_at') }} as due_date,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_documents(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'documents') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        holder,
        holder_id,
        within_id,
        document_type,
        notice_type,
        url,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{% macro stage_related_processes(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'related_processes') }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        holder,
        holder_id,
        relationships,
        scheme,
        identifier,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}
