with

states as (

    select * from {{ ref('int_agreement_states') }}

),

agreements as (

    select * from {{ ref('int_agreements') }}

),

amendments as (
    {{ rows_together([
        ref('stg_find_a_tender__amendments'), ref('stg_contracts_finder__amendments'),
        ref('stg_public_contracts_scotland__amendments'), ref('stg_sell2wales__amendments')
    ]) }}
),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

classifications as (

    select * from {{ ref('stg_compiled__classifications') }}

),

named_suppliers as (

    select * from {{ ref('stg_compiled__named_suppliers') }}

),

names as (

    select * from {{ ref('int_names_classified') }}

),

shown_names as (

    select
        name_text,
        name_text as shown_name
    from names
    where payee_class not in ('person', 'redacted')

),

reasons as (

    select
        source_id,
        ocid,
        holder,
        holder_id as amendment_id,
        within_id,
        {{ distinct_list('classification_id') }} as rationale_codes
    from classifications
    where holder in ('contract_amendment', 'award_amendment') and role = 'rationale'
    group by source_id, ocid, holder, holder_id, within_id

),

suppliers as (

    select
        named_suppliers.source_id,
        named_suppliers.ocid,
        named_suppliers.holder,
        named_suppliers.holder_id as amendment_id,
        named_suppliers.within_id,
        {{ distinct_list(
            "case when named_suppliers.role = 'added'"
            ~ " then coalesce(shown_names.shown_name, 'a person') end"
        ) }} as suppliers_added,
        {{ distinct_list(
            "case when named_suppliers.role = 'removed'"
            ~ " then coalesce(shown_names.shown_name, 'a person') end"
        ) }} as suppliers_removed
    from named_suppliers
    left join shown_names
        on named_suppliers.supplier_name = shown_names.name_text
    group by
        named_suppliers.source_id, named_suppliers.ocid, named_suppliers.holder,
        named_suppliers.holder_id, named_suppliers.within_id

),

{# An amendment is made known once; later notices may list it again. #}
first_listed as (

    select
        amendments.*,
        releases.release_number,
        releases.published_date,
        releases.notice_type,
        releases.notice_url
    from amendments
    inner join releases
        on {{ is_of_release('amendments') }}
    where amendments.holder in ('contract', 'award')
    qualify row_number() over (
        partition by
            amendments.source_id, amendments.ocid, amendments.holder, amendments.holder_id,
            amendments.role, coalesce(amendments.amendment_id, amendments.release_id)
        order by
            releases.release_number asc,
            {{ in_text_order([
                'amendments.amendment_id', 'amendments.description', 'amendments.value_text'
            ]) }}
    ) = 1

),

said as (

    select
        agreements.contract_key,
        agreements.contract_id,
        agreements.award_id,
        agreements.value_kind,
        first_listed.source_id,
        first_listed.ocid,
        first_listed.release_id,
        first_listed.release_number,
        first_listed.published_date,
        first_listed.notice_type,
        first_listed.notice_url,
        first_listed.amendment_id,
        first_listed.amended_date,
        first_listed.description,
        first_listed.rationale,
        first_listed.role = 'proposed' as is_proposed,
        {{ value_columns('first_listed') }},
        first_listed.end_date,
        first_listed.latest_end_date,
        reasons.rationale_codes,
        suppliers.suppliers_added,
        suppliers.suppliers_removed,
        first_listed._source_url,
        first_listed._raw_sha256,
        first_listed._part,
        first_listed._line,
        first_listed._fetched_at,
        row_number() over (
            partition by agreements.contract_key, first_listed.release_id
            order by
                first_listed.role asc,
                {{ in_text_order(['first_listed.amendment_id', 'first_listed.description']) }}
        ) as change_number
    from first_listed
    inner join agreements
        on
            {{ is_of_process('first_listed', 'agreements') }}
            and first_listed.holder = agreements.contract_basis
            and first_listed.holder_id = agreements.agreement_id
    left join reasons
        on
            {{ is_of_process('first_listed', 'reasons') }}
            and reasons.holder = first_listed.holder || '_amendment'
            and first_listed.amendment_id = reasons.amendment_id
            and first_listed.holder_id = reasons.within_id
    left join suppliers
        on
            {{ is_of_process('first_listed', 'suppliers') }}
            and suppliers.holder = first_listed.holder || '_amendment'
            and first_listed.amendment_id = suppliers.amendment_id
            and first_listed.holder_id = suppliers.within_id

),

differing as (

    select *
    from states
    where
        is_known_before
        and (
            (
                value_gbp is not null
                and value_before_gbp is not null
                and (
                    value_net_gbp is distinct from value_net_before_gbp
                    or value_gross_gbp is distinct from value_gross_before_gbp
                    or value_gbp <> value_before_gbp
                )
            )
            or (end_date is not null and end_date <> end_date_before)
            or (latest_end_date is not null and latest_end_date <> latest_end_date_before)
        )

),

changes as (

    select
        coalesce(said.contract_key, differing.contract_key) as contract_key,
        coalesce(said.contract_id, differing.contract_id) as contract_id,
        coalesce(said.award_id, differing.award_id) as award_id,
        coalesce(said.value_kind, differing.value_kind) as value_kind,
        coalesce(said.source_id, differing.source_id) as source_id,
        coalesce(said.ocid, differing.ocid) as ocid,
        coalesce(said.release_id, differing.release_id) as release_id,
        coalesce(said.release_number, differing.release_number) as release_number,
        coalesce(said.published_date, differing.published_date) as published_date,
        coalesce(said.notice_type, differing.notice_type) as notice_type,
        coalesce(said.notice_url, differing.notice_url) as notice_url,
        coalesce(said.change_number, 1) as change_number,
        said.amendment_id,
        said.amended_date,
        said.description,
        said.rationale,
        said.rationale_codes,
        said.suppliers_added,
        said.suppliers_removed,
        said.contract_key is not null as is_stated,
        coalesce(said.is_proposed, false) as is_proposed,
        {# What an amendment itself says it comes to stands before what the notice shows. #}
        said.value_gbp as said_gbp,
        said.vat_basis as said_basis,
        said.value_net_gbp as said_net_gbp,
        said.value_gross_gbp as said_gross_gbp,
        said.end_date as said_end_date,
        said.latest_end_date as said_latest_end_date,
        coalesce(said._source_url, differing._source_url) as _source_url,
        coalesce(said._raw_sha256, differing._raw_sha256) as _raw_sha256,
        coalesce(said._part, differing._part) as _part,
        coalesce(said._line, differing._line) as _line,
        coalesce(said._fetched_at, differing._fetched_at) as _fetched_at
    from said
    full join differing
        on
            said.contract_key = differing.contract_key
            and said.release_id = differing.release_id
            and said.change_number = 1

),

{# The notice of a change may list the amendment only: what stood before it is then the last
   thing said of the agreement by an earlier notice. #}
final as (

    select
        changes.*,
        states.value_gbp as shown_gbp,
        states.vat_basis as shown_basis,
        states.value_net_gbp as shown_net_gbp,
        states.value_gross_gbp as shown_gross_gbp,
        states.end_date as shown_end_date,
        states.latest_end_date as shown_latest_end_date,
        states.value_before_gbp,
        states.value_net_before_gbp,
        states.value_gross_before_gbp,
        states.vat_basis_before,
        states.end_date_before,
        states.latest_end_date_before
    from changes
    left join states
        on
            changes.contract_key = states.contract_key
            and changes.release_id = states.release_id

)

select * from final
