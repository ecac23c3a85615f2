with

lines as (

    select
        *,
        {{ surrogate_key(['publisher_id', 'supplier_name_text', 'company_number_text']) }}
            as payee_key
    from {{ ref('int_spend_lines_changed') }}

),

payees as (

    select * from {{ ref('int_payees_matched') }}

),

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

final as (

    select
        {{ surrogate_key(['lines.restatement_key', 'lines.side']) }} as restated_line_key,
        lines.restatement_key,
        lines.side,
        lines.version_kind,
        lines.change_kind,
        lines.publisher_id,
        coalesce(publishers.publisher_name, lines.publisher_id) as publisher_name,
        {{ without_addresses('lines.period') }} as period,
        payees.organisation_key,
        {# A payee who was put in no class is not named: it may be a person. #}
        case
            when
                payees.payee_class not in ('person', 'redacted')
                and payees.payee_class_rule <> 'no_name'
                then nullif(trim({{ without_addresses('lines.supplier_name_text') }}), '')
        end as payee_name,
        coalesce(payees.payee_class, 'unknown') as payee_class,
        {{ without_addresses('lines.department') }} as department,
        {{ without_addresses('lines.transaction_number') }} as transaction_number,
        lines.paid_date,
        lines.paid_month as spend_month,
        coalesce(publishers.vat_basis, 'unknown') as vat_basis,
        lines.amount_gbp,
        cast(
            case when lines.side = 'after' then lines.amount_gbp else -lines.amount_gbp end
            as decimal(20, 4)
        ) as effect_gbp,
        lines._source_url,
        lines._raw_sha256,
        lines._part,
        lines._line,
        lines._fetched_at
    from lines
    left join payees
        on lines.payee_key = payees.payee_key
    left join publishers
        on lines.publisher_id = publishers.publisher_id

)

select * from final
