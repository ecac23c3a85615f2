with

lines as (

    select * from {{ ref('int_spend_lines') }}

),

outcomes as (

    select * from {{ ref('stg_deliveries__outcomes') }}

),

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

decisions as (

    select * from {{ ref('spend_file_decisions') }}

),

files as (

    select
        file_key,
        publisher_id,
        period,
        is_current,
        _source_url,
        _raw_sha256,
        _part,
        min(_fetched_at) as _fetched_at,
        count(*) as line_count,
        count(*) filter (where paid_month is null) as undated_line_count,
        {{ sum_money('amount_gbp', 'payment') }} as amount_gbp
    from lines
    group by file_key, publisher_id, period, is_current, _source_url, _raw_sha256, _part

),

document_names as (

    select
        publisher_id,
        period,
        _source_url,
        _raw_sha256,
        min(document_name) as document_name
    from outcomes
    where source_id = 'spend' and outcome = 'landed'
    group by publisher_id, period, _source_url, _raw_sha256

),

named as (

    select
        files.*,
        coalesce(
            nullif(document_names.document_name, ''),
            {{ part('files._source_url', '([^/]+)/?$', 1) }},
            files.period
        ) as document_name,
        coalesce(publishers.is_declared, false) as is_declared,
        decisions.decision
    from files
    left join document_names
        on
            files.publisher_id = document_names.publisher_id
            and files.period = document_names.period
            and files._source_url = document_names._source_url
            and files._raw_sha256 = document_names._raw_sha256
    left join publishers
        on files.publisher_id = publishers.publisher_id
    {# A decision was made about what somebody saw: read otherwise, the file is judged anew. #}
    left join decisions
        on
            files.is_current
            and files.publisher_id = decisions.publisher_id
            and files._raw_sha256 = decisions.raw_sha256
            and files._part = coalesce(decisions.part, '')
            and files.amount_gbp = decisions.amount_gbp_expected

),

versioned as (

    select
        *,
        {{ version_rank('document_name') }} as version_rank,
        {{ version_number('document_name') }} as version_number,
        first_value(file_key) over (
            partition by is_current, _raw_sha256, _part
            order by
                coalesce(decision = 'counted', false) desc,
                coalesce(decision = 'not_counted', false) asc,
                is_declared desc,
                _fetched_at asc,
                publisher_id asc,
                period asc,
                _source_url asc
        ) as first_copy_key
    from named

),

final as (

    select
        file_key,
        publisher_id,
        period,
        document_name,
        is_current,
        line_count,
        undated_line_count,
        amount_gbp,
        decision,
        version_rank,
        version_number,
        nullif(first_copy_key, file_key) as copy_of_file_key,
        row_number() over (
            order by
                is_current desc,
                coalesce(decision = 'counted', false) desc,
                _fetched_at desc,
                version_rank desc,
                version_number desc,
                line_count desc,
                publisher_id asc,
                period asc,
                _source_url asc,
                _raw_sha256 asc,
                _part asc
        ) as preference,
        _source_url,
        _raw_sha256,
        _part,
        _fetched_at
    from versioned

)

select * from final
