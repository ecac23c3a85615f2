with

processes as (

    {{ fields_stated(ref('stg_compiled__processes'), {
        'buyer': "buyer_name <> ''",
        'tender/value': "value_text <> ''",
        'tender/value/amountGross': "value_gross_text <> ''",
        'tender/procurementMethod': "procurement_method <> ''",
        'tender/procurementMethodDetails': "procurement_method_details <> ''",
        'tender/procurementMethodRationale': "procurement_method_rationale <> ''",
        'tender/tenderPeriod/startDate': 'tender_start_date is not null',
        'tender/tenderPeriod/endDate': 'tender_end_date is not null',
        'items/classification': "cpv_code <> ''",
        'date': 'published_at is not null'
    }) }}

),

{# What has no column of its own is looked for by its name in the rest of the process. #}
process_details as (

    {{ fields_stated(ref('stg_compiled__process_details'), {
        'tender/bidOpening/date': 'bid_opening_date is not null',
        'tender/awardPeriod/startDate': 'award_start_date is not null',
        'tender/numberOfTenderers': "extra_text like '%\"numberOfTenderers\":%'",
        'tender/tenderers': "extra_text like '%\"tenderers\":%'",
        'tender/enquiries': "extra_text like '%\"enquiries\":%'",
        'tender/eligibilityCriteria': "extra_text like '%\"eligibilityCriteria\":%'",
        'tender/participationFees/value': "extra_text like '%\"participationFees\":%\"value\":%'",
        'bids/details': "extra_text like '%\"bids\":%\"details\":%'",
        'complaints': "extra_text like '%\"complaints\":%'"
    }) }}

),

documents as (

    {{ fields_stated(ref('stg_compiled__documents'), {
        'planning/documents': "holder = 'planning'",
        'tender/documents': "holder = 'tender'",
        'contracts/documents': "holder = 'contract'"
    }) }}

),

award_criteria as (

    {{ fields_stated(ref('stg_compiled__award_criteria'), {
        'tender/awardCriteria': "criterion_type <> ''"
    }) }}

),

bid_statistics as (

    {{ fields_stated(ref('stg_compiled__bid_statistics'), {
        'bids/statistics': 'value_count is not null'
    }) }}

),

awards as (

    {{ fields_stated(ref('stg_compiled__awards'), {
        'awards/id': "award_id <> ''",
        'awards/status': "status <> ''",
        'awards/date': 'awarded_date is not null',
        'awards/value': "value_text <> ''",
        'awards/value/amountGross': "value_gross_text <> ''",
        'awards/contractPeriod': 'start_date is not null and end_date is not null',
        'awards/standstillPeriod': 'standstill_end_date is not null'
    }) }}

),

award_suppliers as (

    {{ fields_stated(ref('stg_compiled__award_suppliers'), {
        'awards/suppliers': "supplier_party_id <> '' and supplier_name <> ''"
    }) }}

),

contracts as (

    {{ fields_stated(ref('stg_compiled__contracts'), {
        'contracts/id': "contract_id <> ''",
        'contracts/status': "status <> ''",
        'contracts/dateSigned': 'signed_date is not null',
        'contracts/value': "value_text <> '' or value_gross_text <> ''",
        'contracts/value/amountGross': "value_gross_text <> ''",
        'contracts/period': 'start_date is not null and end_date is not null'
    }) }}

),

amendments as (

    {{ fields_stated(ref('stg_compiled__amendments'), {
        'contracts/amendments': "holder = 'contract'",
        'contracts/amendments/description': "holder = 'contract' and description <> ''",
        'contracts/amendments/rationale': "holder = 'contract' and rationale <> ''",
        'contracts/amendments/value':
            "holder = 'contract' and (value_text <> '' or value_gross_text <> '')"
    }) }}

),

performance_failures as (

    {{ fields_stated(ref('stg_compiled__performance_failures'), {
        'contracts/implementation/performanceFailures': 'contract_id is not null'
    }) }}

),

milestones as (

    {{ fields_stated(ref('stg_compiled__milestones'), {
        'contracts/implementation/milestones': "holder = 'implementation'"
    }) }}

),

final as (

    select
        processes.source_id,
        processes.ocid,
        ';'
        || processes.stated
        || coalesce(process_details.stated, '')
        || coalesce(documents.stated, '')
        || coalesce(award_criteria.stated, '')
        || coalesce(bid_statistics.stated, '')
        || coalesce(awards.stated, '')
        || coalesce(award_suppliers.stated, '')
        || coalesce(contracts.stated, '')
        || coalesce(amendments.stated, '')
        || coalesce(performance_failures.stated, '')
        || coalesce(milestones.stated, '')
            as stated_fields
    from processes
    left join process_details
        on processes.source_id = process_details.source_id and processes.ocid = process_details.ocid
    left join documents
        on processes.source_id = documents.source_id and processes.ocid = documents.ocid
    left join award_criteria
        on processes.source_id = award_criteria.source_id and processes.ocid = award_criteria.ocid
    left join bid_statistics
        on processes.source_id = bid_statistics.source_id and processes.ocid = bid_statistics.ocid
    left join awards
        on processes.source_id = awards.source_id and processes.ocid = awards.ocid
    left join award_suppliers
        on processes.source_id = award_suppliers.source_id and processes.ocid = award_suppliers.ocid
    left join contracts
        on processes.source_id = contracts.source_id and processes.ocid = contracts.ocid
    left join amendments
        on processes.source_id = amendments.source_id and processes.ocid = amendments.ocid
    left join performance_failures
        on
            processes.source_id = performance_failures.source_id
            and processes.ocid = performance_failures.ocid
    left join milestones
        on processes.source_id = milestones.source_id and processes.ocid = milestones.ocid

)

select * from final
