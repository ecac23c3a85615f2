with

awards as (

    select * from {{ ref('int_awards_named') }}

),

processes as (

    select * from {{ ref('int_processes') }}

),

lots as (

    select * from {{ ref('int_award_lots') }}

),

contracts as (

    select * from {{ ref('int_contracts_named') }}

),

suppliers as (

    select * from {{ ref('int_award_suppliers_current') }}

),

buyers as (

    select * from {{ ref('int_award_buyers') }}

),

cpv as (

    select * from {{ ref('int_cpv_chosen') }}

),

milestones as (

    select * from {{ ref('stg_compiled__milestones') }}

),

signed as (

    select distinct
        source_id,
        ocid,
        award_id
    from contracts
    where coalesce(status, '') <> 'cancelled'

),

supplier_counts as (

    select
        source_id,
        ocid,
        award_id,
        max(supplier_count) as supplier_count
    from suppliers
    group by source_id, ocid, award_id

),

codes as (

    select
        source_id,
        ocid,
        holder_id as award_id,
        min_by(cpv_code, cast(rank as string) || cpv_code) as cpv_code
    from cpv
    where holder = 'award'
    group by source_id, ocid, holder_id

),

signatures as (

    select
        source_id,
        ocid,
        holder_id as award_id,
        max(due_date) as estimated_signature_date
    from milestones
    where holder = 'award' and milestone_type = 'futureSignatureDate'
    group by source_id, ocid, holder_id

),

valued as (

    select
        awards.*,
        {{ value_columns('awards') }},
        processes.title as process_title,
        coalesce(codes.cpv_code, processes.known_cpv_code) as cpv_code,
        coalesce(awards.main_category, processes.main_category) as known_main_category,
        coalesce(buyers.buyer_name, processes.buyer_name) as buyer_name,
        coalesce(buyers.normalised_name, processes.buyer_normalised_name)
            as buyer_normalised_name,
        coalesce(buyers.buyer_organisation_key, processes.buyer_organisation_key)
            as buyer_organisation_key,
        coalesce(supplier_counts.supplier_count, 0) as supplier_count,
        signatures.estimated_signature_date,
        processes.is_call_off,
        coalesce(
            processes.is_framework or lots.is_framework, processes.is_framework, lots.is_framework
        ) as is_framework,
        coalesce(awards.status in ('cancelled', 'unsuccessful'), false)
        or (processes.is_withdrawn and signed.award_id is null) as is_cancelled
    from awards
    inner join processes
        on {{ is_of_process('awards', 'processes') }}
    left join lots
        on
            {{ is_of_process('awards', 'lots') }}
            and awards.award_id = lots.award_id
    left join signed
        on
            {{ is_of_process('awards', 'signed') }}
            and awards.award_id = signed.award_id
    left join supplier_counts
        on
            {{ is_of_process('awards', 'supplier_counts') }}
            and awards.award_id = supplier_counts.award_id
    left join buyers
        on
            {{ is_of_process('awards', 'buyers') }}
            and awards.award_id = buyers.award_id
    left join codes
        on
            {{ is_of_process('awards', 'codes') }}
            and awards.award_id = codes.award_id
    left join signatures
        on
            {{ is_of_process('awards', 'signatures') }}
            and awards.award_id = signatures.award_id

),

compared as (

    select
        *,
        case
            when is_call_off then 'call_off'
            when is_framework then 'framework_ceiling'
            when {{ may_be_a_ceiling() }} then 'award_or_ceiling'
            else 'award'
        end as value_kind,
        count(*) over (
            partition by source_id, ocid, is_cancelled, vat_basis, value_gbp
        ) as same_values,
        {# Awards of a framework share its ceiling; others share a figure when they share lots. #}
        row_number() over (
            partition by
                source_id, ocid, is_cancelled, vat_basis, value_gbp,
                case when is_framework then '' else coalesce(related_lots, '') end
            order by award_id
        ) as place_among_same
    from valued

),

final as (

    select
        *,
        value_gbp is not null and supplier_count > 1 as is_value_shared,
        value_gbp is not null and not is_cancelled and same_values > 1 as is_value_repeated,
        value_gbp is null or place_among_same = 1 as is_value_row
    from compared

)

select * from final
