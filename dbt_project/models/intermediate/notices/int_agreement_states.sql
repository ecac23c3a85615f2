with

contracts as (
    {{ rows_together([
        ref('stg_find_a_tender__contracts'), ref('stg_contracts_finder__contracts'),
        ref('stg_public_contracts_scotland__contracts'), ref('stg_sell2wales__contracts')
    ]) }}
),

awards as (
    {{ rows_together([
        ref('stg_find_a_tender__awards'), ref('stg_contracts_finder__awards'),
        ref('stg_public_contracts_scotland__awards'), ref('stg_sell2wales__awards')
    ]) }}
),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

agreements as (

    select * from {{ ref('int_agreements') }}

),

received as (

    select
        source_id,
        ocid,
        release_id,
        'contract' as contract_basis,
        contract_id as agreement_id,
        value_currency,
        amount_net,
        amount_gross,
        start_date,
        end_date,
        coalesce(latest_end_date, renewal_latest_end_date) as latest_end_date,
        value_text,
        value_gross_text,
        title,
        status,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from contracts
    union all
    select
        source_id,
        ocid,
        release_id,
        'award' as contract_basis,
        award_id as agreement_id,
        value_currency,
        amount_net,
        amount_gross,
        start_date,
        end_date,
        coalesce(latest_end_date, renewal_latest_end_date) as latest_end_date,
        value_text,
        value_gross_text,
        title,
        status,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from awards

),

released as (

    select
        received.*,
        releases.release_number,
        releases.published_date,
        releases.notice_type,
        releases.notice_url
    from received
    inner join releases
        on {{ is_of_release('received') }}
    where received.agreement_id is not null
    qualify row_number() over (
        partition by
            received.source_id, received.ocid, received.release_id, received.contract_basis,
            received.agreement_id
        order by {{ in_text_order([
            'received.value_text', 'received.value_gross_text', 'received.title',
            'received.status', 'received.start_date', 'received.end_date',
            'received.latest_end_date'
        ]) }}
    ) = 1

),

valued as (

    select
        released.*,
        {{ value_columns('released') }}
    from released

),

known as (

    select
        agreements.contract_key,
        agreements.contract_id,
        agreements.award_id,
        agreements.value_kind,
        valued.source_id,
        valued.ocid,
        valued.release_id,
        valued.release_number,
        valued.published_date,
        valued.notice_type,
        valued.notice_url,
        valued.value_net_gbp,
        valued.value_gross_gbp,
        valued.value_gbp,
        valued.vat_basis,
        valued.start_date,
        valued.end_date,
        valued.latest_end_date,
        valued._source_url,
        valued._raw_sha256,
        valued._part,
        valued._line,
        valued._fetched_at
    from valued
    inner join agreements
        on
            {{ is_of_process('valued', 'agreements') }}
            and valued.contract_basis = agreements.contract_basis
            and valued.agreement_id = agreements.agreement_id

),

{# What stood before a notice is what the notices before it said last; a value is one statement. #}
earlier_values as (

    select
        known.contract_key,
        known.release_number,
        max(earlier.release_number) as release_number_before
    from known
    inner join known as earlier
        on
            known.contract_key = earlier.contract_key
            and known.release_number > earlier.release_number
    where earlier.value_gbp is not null
    group by known.contract_key, known.release_number

),

earlier_periods as (

    select
        known.contract_key,
        known.release_number,
        {{ last_stated('earlier.end_date', 'earlier.release_number') }} as end_date_before,
        {{ last_stated('earlier.latest_end_date', 'earlier.release_number') }}
            as latest_end_date_before
    from known
    inner join known as earlier
        on
            known.contract_key = earlier.contract_key
            and known.release_number > earlier.release_number
    group by known.contract_key, known.release_number

),

final as (

    select
        known.*,
        value_before.value_net_gbp as value_net_before_gbp,
        value_before.value_gross_gbp as value_gross_before_gbp,
        value_before.value_gbp as value_before_gbp,
        value_before.vat_basis as vat_basis_before,
        earlier_periods.end_date_before,
        earlier_periods.latest_end_date_before,
        earlier_periods.contract_key is not null as is_known_before
    from known
    left join earlier_values
        on
            known.contract_key = earlier_values.contract_key
            and known.release_number = earlier_values.release_number
    left join known as value_before
        on
            earlier_values.contract_key = value_before.contract_key
            and earlier_values.release_number_before = value_before.release_number
    left join earlier_periods
        on
            known.contract_key = earlier_periods.contract_key
            and known.release_number = earlier_periods.release_number

)

select * from final
