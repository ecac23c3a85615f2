with

files as (

    select * from {{ ref('int_spend_files') }}
    where is_current

),

pairs as (

    select
        pairs.*,
        files.preference as other_preference
    from {{ ref('int_spend_file_pairs') }} as pairs
    inner join files
        on pairs.other_file_key = files.file_key
    where pairs.is_repeated

),

paired_files as (

    select file_key from pairs
    union
    select other_file_key as file_key from pairs

),

all_lines as (

    select * from {{ ref('int_spend_lines') }}
    where is_current

),

lines as (

    select all_lines.*
    from all_lines
    inner join paired_files
        on all_lines.file_key = paired_files.file_key

),

{# Every line of a month that another file has published again: in it, or no longer in it. #}
repeated_or_superseded as (

    select
        lines.file_key,
        lines._line,
        lines.amount_gbp,
        pairs.other_file_key,
        pairs.other_preference,
        case when other_lines.file_key is not null then 'repeated' else 'superseded' end as reason
    from lines
    inner join pairs
        on
            lines.file_key = pairs.file_key
            and lines.paid_month is not distinct from pairs.paid_month
    left join lines as other_lines
        on
            pairs.other_file_key = other_lines.file_key
            and lines.line_key = other_lines.line_key
            and lines.occurrence = other_lines.occurrence
    where
        other_lines.file_key is not null
        or pairs.is_replaced
        or (
            pairs.is_replaced_between
            and lines.paid_date between pairs.first_common_date and pairs.last_common_date
        )

),

whole_files as (

    select
        file_key,
        copy_of_file_key as other_file_key,
        case when decision = 'not_counted' then 'decided' else 'same_bytes' end as reason
    from files
    where decision = 'not_counted' or copy_of_file_key is not null

),

found as (

    select
        all_lines.file_key,
        all_lines._line,
        all_lines.amount_gbp,
        whole_files.other_file_key,
        0 as other_preference,
        whole_files.reason
    from all_lines
    inner join whole_files
        on all_lines.file_key = whole_files.file_key
    union all
    select
        file_key,
        _line,
        amount_gbp,
        other_file_key,
        other_preference,
        reason
    from repeated_or_superseded

),

final as (

    select
        file_key,
        _line,
        amount_gbp,
        other_file_key,
        reason
    from found
    qualify row_number() over (
        partition by file_key, _line
        order by reason, other_preference
    ) = 1

)

select * from final
