{#
    The staging of the OCDS tables, one macro a table: every notice service lands the same
    columns, and what is compiled of them has the same again, so all are read by the same words.
#}

{#
    The columns of `caller()`, each line of them ended by a comma, between those that every table
    of notices has.
#}
{% macro stage_notice_table(source_id, table) -%}
with

source as (

    select * from {{ source(source_id, table) }}

),

final as (

    select
        {{ service_column(source_id) }},
        ocid,
        release_id,
        {{ caller() }} {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

{#
    Text of a notice as it was meant to be read: services send some of it escaped for a page. Null
    when nothing is left. What ingest/matching looks a supplier up by is this text too.
#}
{% macro notice_text(text) -%}
    {%- set apostrophe = "replace(" ~ unescape_html(text) ~ ", '&apos;', chr(39))" -%}
    nullif(replace(replace({{ apostrophe }}, '&quot;', chr(34)), '&pound;', '£'), '')
{%- endmacro %}

{#
    What a text calls a party by: its id, or its name where it has none. Contracts Finder's form of
    2020 gives every supplier of a notice the id 0 and its buyer none.
#}
{% macro party_reference(party_id, name) -%}
    coalesce(nullif(nullif({{ party_id }}, ''), '0'), 'named ' || {{ name }})
{%- endmacro %}

{% macro notice_amounts() -%}
    currency as value_currency,
    amount as value_text,
    amount_gross as value_gross_text,
    {{ clean_money('amount') }} as amount_net,
    {{ clean_money('amount_gross') }} as amount_gross
{%- endmacro %}

{% macro notice_period() -%}
    {{ parse_ocds_date('start_at') }} as start_date,
    {{ parse_ocds_date('end_at') }} as end_date,
    {{ parse_ocds_date('max_extent_at') }} as latest_end_date
{%- endmacro %}

{% macro notice_extensions() -%}
    {{ clean_flag('has_options') }} as has_options,
    {{ notice_text('options_description') }} as options_description,
    {{ clean_flag('has_renewal') }} as has_renewal,
    {{ notice_text('renewal_description') }} as renewal_description,
    {{ parse_ocds_date('renewal_max_extent_at') }} as renewal_latest_end_date
{%- endmacro %}

{% macro stage_releases(source_id, table='releases') -%}
    {% call stage_notice_table(source_id, table) %}
        published_at as published_at_text,
        tags,
        notice_type,
        document_type,
        notice_url,
        buyer_party_id,
        {{ notice_text('buyer_name') }} as buyer_name,
        tender_id,
        {{ notice_text('title') }} as title,
        tender_status,
        legal_basis_scheme,
        legal_basis,
        procurement_method,
        {{ notice_text('procurement_method_details') }} as procurement_method_details,
        {{ notice_text('procurement_method_rationale') }} as procurement_method_rationale,
        main_category,
        special_regime,
        covered_by,
        reserved_participation,
        {{ notice_text('no_lots_rationale') }} as no_lots_rationale,
        cpv_code,
        cpv_codes,
        value_currency,
        value_amount as value_text,
        value_amount_gross as value_gross_text,
        value_min_currency as least_value_currency,
        {{ clean_money('value_min_amount') }} as least_amount,
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
        {{ parse_ocds_date('tender_published_at') }} as stated_tender_published_date,
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
    {%- endcall %}
{%- endmacro %}

{% macro stage_parties(source_id) -%}
    {%- set party_name = notice_text("coalesce(nullif(party_name, ''), legal_name)") -%}
    {# Contracts Finder's form of 2020 writes the postcode on a line of the address. #}
    {%- set line_of_address = part(
        'street_address', '(?m)^([A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2})$', 1
    ) -%}
    {%- set postcode_text = "coalesce(nullif(postal_code, ''), " ~ line_of_address ~ ")" -%}
    {% call stage_notice_table(source_id, 'parties') %}
        {{ party_reference('party_id', party_name) }} as party_id,
        {{ party_name }} as party_name,
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
        {{ clean_postcode(postcode_text) }} as postcode,
        {{ postcode_text }} as postcode_text,
    {%- endcall %}
{%- endmacro %}

{% macro stage_planning(source_id) -%}
    {% call stage_notice_table(source_id, 'planning') %}
        {{ notice_text('no_engagement_rationale') }} as no_engagement_rationale,
    {%- endcall %}
{%- endmacro %}

{% macro stage_lots(source_id) -%}
    {% call stage_notice_table(source_id, 'lots') %}
        lot_id,
        {{ notice_text('title') }} as title,
        status,
        {{ notice_amounts() }},
        {{ notice_period() }},
        {{ notice_extensions() }},
        {{ clean_flag('suitable_sme') }} as suitable_sme,
        {{ clean_flag('suitable_vcse') }} as suitable_vcse,
        {{ clean_flag('is_framework') }} as is_framework,
    {%- endcall %}
{%- endmacro %}

{% macro stage_award_criteria(source_id) -%}
    {% call stage_notice_table(source_id, 'award_criteria') %}
        lot_id,
        criterion_type,
    {%- endcall %}
{%- endmacro %}

{% macro stage_items(source_id) -%}
    {% call stage_notice_table(source_id, 'items') %}
        holder,
        holder_id,
        item_id,
        related_lot,
    {%- endcall %}
{%- endmacro %}

{% macro stage_classifications(source_id) -%}
    {% call stage_notice_table(source_id, 'classifications') %}
        holder,
        holder_id,
        within_id,
        role,
        scheme,
        classification_id,
    {%- endcall %}
{%- endmacro %}

{% macro stage_bid_statistics(source_id) -%}
    {% call stage_notice_table(source_id, 'bid_statistics') %}
        measure,
        related_lot,
        {{ clean_count('value_text') }} as value_count,
    {%- endcall %}
{%- endmacro %}

{% macro stage_awards(source_id) -%}
    {% call stage_notice_table(source_id, 'awards') %}
        award_id,
        {{ notice_text('title') }} as title,
        status,
        related_lots,
        main_category,
        {{ notice_amounts() }},
        {{ parse_ocds_date('awarded_at') }} as awarded_date,
        {{ notice_period() }},
        {{ notice_extensions() }},
        {{ clean_flag('above_threshold') }} as above_threshold,
        {{ parse_ocds_date('standstill_end_at') }} as standstill_end_date,
        {{ parse_ocds_date('assessment_summaries_sent_at') }} as assessment_summaries_sent_date,
        {{ parse_ocds_date('final_status_at') }} as final_status_date,
    {%- endcall %}
{%- endmacro %}

{% macro stage_award_suppliers(source_id) -%}
    {%- set supplier_name = notice_text('supplier_name') -%}
    {% call stage_notice_table(source_id, 'award_suppliers') %}
        award_id,
        {{ party_reference('supplier_party_id', supplier_name) }} as supplier_party_id,
        {{ supplier_name }} as supplier_name,
        {{ clean_flag('is_sme') }} as is_sme,
        {{ clean_flag('is_vcse') }} as is_vcse,
    {%- endcall %}
{%- endmacro %}

{% macro stage_contracts(source_id) -%}
    {% call stage_notice_table(source_id, 'contracts') %}
        contract_id,
        award_id,
        {{ notice_text('title') }} as title,
        status,
        {{ notice_amounts() }},
        {{ parse_ocds_date('signed_at') }} as signed_date,
        {{ notice_period() }},
        {{ notice_extensions() }},
        {{ clean_flag('above_threshold') }} as above_threshold,
        {{ notice_text('no_metrics_rationale') }} as no_metrics_rationale,
    {%- endcall %}
{%- endmacro %}

{% macro stage_amendments(source_id) -%}
    {% call stage_notice_table(source_id, 'amendments') %}
        holder,
        holder_id,
        within_id,
        role,
        amendment_id,
        {{ notice_text('description') }} as description,
        {{ notice_text('rationale') }} as rationale,
        {{ notice_amounts() }},
        {{ parse_ocds_date('amended_at') }} as amended_date,
        {{ notice_period() }},
    {%- endcall %}
{%- endmacro %}

{% macro stage_named_suppliers(source_id) -%}
    {%- set supplier_name = notice_text('supplier_name') -%}
    {% call stage_notice_table(source_id, 'named_suppliers') %}
        holder,
        holder_id,
        within_id,
        role,
        {{ party_reference('supplier_party_id', supplier_name) }} as supplier_party_id,
        {{ supplier_name }} as supplier_name,
    {%- endcall %}
{%- endmacro %}

{% macro stage_terminations(source_id) -%}
    {% call stage_notice_table(source_id, 'terminations') %}
        contract_id,
        scheme,
        classification_id,
    {%- endcall %}
{%- endmacro %}

{% macro stage_metrics(source_id) -%}
    {% call stage_notice_table(source_id, 'metrics') %}
        holder_id as contract_id,
        role,
        metric_id,
        {{ notice_text('title') }} as title,
        {{ notice_text('description') }} as description,
    {%- endcall %}
{%- endmacro %}

{% macro stage_observations(source_id) -%}
    {% call stage_notice_table(source_id, 'observations') %}
        role,
        holder_id as metric_id,
        within_id as contract_id,
        observation_id,
        measure,
        {{ notice_text('notes') }} as notes,
        {{ notice_amounts() }},
        unit,
        {{ parse_ocds_date('start_at') }} as start_date,
        {{ parse_ocds_date('end_at') }} as end_date,
        {{ part('_extra', '"measureClassification":[{][^}]*"id":"([A-Za-z]+)"', 1) }} as rating,
    {%- endcall %}
{%- endmacro %}

{% macro stage_performance_failures(source_id) -%}
    {% call stage_notice_table(source_id, 'performance_failures') %}
        contract_id,
        failure_id,
        {{ notice_text('requirement') }} as requirement,
        {{ notice_text('description') }} as description,
        {{ parse_ocds_date('decided_at') }} as decided_date,
        {{ parse_ocds_date('penalty_at') }} as penalty_date,
        penalty_type,
        penalty_type_entered,
        {{ notice_amounts() }},
        is_partial_termination as partial_termination,
    {%- endcall %}
{%- endmacro %}

{% macro stage_milestones(source_id) -%}
    {% call stage_notice_table(source_id, 'milestones') %}
        holder,
        holder_id,
        milestone_type,
        {{ parse_ocds_date('due_at') }} as due_date,
    {%- endcall %}
{%- endmacro %}

{% macro stage_documents(source_id) -%}
    {% call stage_notice_table(source_id, 'documents') %}
        holder,
        holder_id,
        within_id,
        document_type,
        notice_type,
        url,
    {%- endcall %}
{%- endmacro %}

{% macro stage_related_processes(source_id) -%}
    {% call stage_notice_table(source_id, 'related_processes') %}
        holder,
        holder_id,
        relationships,
        scheme,
        identifier,
    {%- endcall %}
{%- endmacro %}
