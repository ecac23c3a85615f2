with

changes as (

    select * from {{ ref('int_agreement_changes') }}

),

{# What a notice does not state anew stays as it was. Before and after are compared on one VAT
   basis: that of the statement after, where before has it too. #}
based as (

    select
        *,
        case
            when said_gbp is not null then said_basis
            when is_proposed then 'unknown'
            when shown_gbp is not null and change_number = 1 then shown_basis
            else coalesce(vat_basis_before, 'unknown')
        end as vat_basis,
        case
            when said_gbp is not null then said_gbp
            when is_proposed then null
            when shown_gbp is not null and change_number = 1 then shown_gbp
            else value_before_gbp
        end as value_after_gbp,
        case
            when said_end_date is not null then said_end_date
            when is_proposed then null
            when shown_end_date is not null and change_number = 1 then shown_end_date
            else end_date_before
        end as end_date_after,
        case
            when said_latest_end_date is not null then said_latest_end_date
            when is_proposed then null
            when shown_latest_end_date is not null and change_number = 1
                then shown_latest_end_date
            else latest_end_date_before
        end as latest_end_date_after
    from changes

),

compared as (

    select
        *,
        case
            when value_after_gbp is null then null
            when vat_basis = 'net' then value_net_before_gbp
            when vat_basis = 'gross' then value_gross_before_gbp
            when vat_basis_before = 'unknown' then value_before_gbp
        end as before_gbp
    from based

),

final as (

    select
        {{ surrogate_key(['contract_key', 'release_id', 'change_number']) }} as change_key,
        contract_key,
        {{ surrogate_key(['source_id', 'ocid']) }} as process_key,
        source_id,
        ocid,
        contract_id,
        award_id,
        release_id,
        cast(change_number as bigint) as change_number,
        amendment_id,
        notice_type,
        notice_url,
        published_date,
        coalesce(amended_date, published_date) as changed_date,
        coalesce(
            nullif(
                substr(
                    case when value_after_gbp <> before_gbp then ', value' else '' end
                    || case
                        when
                            end_date_after <> end_date_before
                            or latest_end_date_after <> latest_end_date_before
                            then ', period'
                        else ''
                    end
                    || case
                        when suppliers_added is not null or suppliers_removed is not null
                            then ', supplier'
                        else ''
                    end,
                    3
                ),
                ''
            ),
            'other'
        ) as change_kind,
        {{ without_addresses('description') }} as description,
        {{ without_addresses('rationale') }} as rationale,
        rationale_codes,
        before_gbp as value_before_gbp,
        value_after_gbp,
        cast(value_after_gbp - before_gbp as decimal(20, 4)) as value_change_gbp,
        vat_basis,
        value_kind,
        end_date_before,
        end_date_after,
        latest_end_date_before,
        latest_end_date_after,
        {{ without_addresses('suppliers_added') }} as suppliers_added,
        {{ without_addresses('suppliers_removed') }} as suppliers_removed,
        is_stated,
        is_proposed,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from compared

)

select * from final
