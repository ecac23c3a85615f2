with

published as (

    select
        source_kind,
        count(*) as rows_published
    from {{ ref('fct_prompt_payments') }}
    group by source_kind

),

stated as (

    select
        'council_table' as source_kind,
        count(*) as rows_stated
    from {{ ref('stg_spend__prompt_payments') }}
    union all
    select
        'payments_notice' as source_kind,
        count(*) as rows_stated
    from {{ ref('int_payments_notices') }}

)

select
    stated.source_kind,
    stated.rows_stated,
    published.rows_published
from stated
full join published
    on stated.source_kind = published.source_kind
where coalesce(stated.rows_stated, 0) <> coalesce(published.rows_published, 0)
