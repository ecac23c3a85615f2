with

lines as (

    select * from {{ ref('fct_restated_lines') }}

),

final as (

    select
        {{ surrogate_key(['restatement_key']) }} as row_key,
        restatement_key,
        publisher_id,
        publisher_name,
        version_kind,
        change_kind,
        max(spend_month) as spend_month,
        max(paid_date) as paid_date,
        case
            when count(*) filter (where payee_class in ('person', 'redacted')) = 0
                then max(payee_name)
        end as payee_name,
        case
            when count(*) filter (where payee_class = 'person') > 0 then 'person'
            else max(payee_class)
        end as payee_class,
        vat_basis,
        {{ sum_money('amount_gbp', 'payment', where="side = 'before'") }} as before_gbp,
        {{ sum_money('amount_gbp', 'payment', where="side = 'after'") }} as after_gbp,
        {{ sum_money('effect_gbp', 'payment') }} as effect_gbp,
        max(_source_url) filter (where side = 'before') as before_source_url,
        max(_raw_sha256) filter (where side = 'before') as before_raw_sha256,
        max(_part) filter (where side = 'before') as before_part,
        max(_line) filter (where side = 'before') as before_line,
        max(_source_url) filter (where side = 'after') as after_source_url,
        max(_raw_sha256) filter (where side = 'after') as after_raw_sha256,
        max(_part) filter (where side = 'after') as after_part,
        max(_line) filter (where side = 'after') as after_line
    from lines
    group by restatement_key, publisher_id, publisher_name, version_kind, change_kind, vat_basis

)

select * from final
