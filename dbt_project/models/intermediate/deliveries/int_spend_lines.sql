with

current_lines as (

    select
        *,
        true as is_current
    from {{ ref('stg_spend__payments') }}

),

earlier_lines as (

    select
        *,
        false as is_current
    from {{ ref('stg_spend__superseded_payments') }}

),

lines as (

    select * from current_lines
    union all
    select * from earlier_lines

),

{# A day, or a month that was stated without one; a line without either is known by more. #}
described as (

    select
        publisher_id,
        period,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at,
        is_current,
        supplier_name_text,
        company_number_text,
        company_number,
        supplier_postcode,
        transaction_number,
        department,
        category,
        amount_gbp,
        paid_date,
        paid_month,
        {{ file_key() }} as file_key,
        coalesce(cast(paid_date as string), left(cast(paid_month as string), 7)) as paid_on,
        {{ bare_words('supplier_name_text') }} as supplier_word,
        {{ bare_words('entity_name') }} as entity_word,
        {{ bare_words('department') }} as department_word,
        {{ bare_number('transaction_number') }} as transaction_word
    from lines

),

keyed as (

    select
        *,
        {{ surrogate_key([
            'publisher_id',
            'paid_on',
            'supplier_word',
            'entity_word',
            'amount_gbp',
            "case when paid_on is null then transaction_word || '|' || department_word end"
        ]) }} as line_key,
        {# Payee alone says nothing of which payment it was. #}
        case
            when paid_on is not null or transaction_word <> ''
                then {{ surrogate_key([
                    'publisher_id', 'paid_on', 'supplier_word', 'entity_word', 'transaction_word'
                ]) }}
        end as change_key
    from described

),

final as (

    select
        file_key,
        publisher_id,
        period,
        is_current,
        line_key,
        change_key,
        row_number() over (partition by file_key, line_key order by _line) as occurrence,
        supplier_name_text,
        company_number_text,
        company_number,
        supplier_postcode,
        transaction_number,
        department,
        category,
        amount_gbp,
        paid_date,
        paid_month,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from keyed

)

select * from final
