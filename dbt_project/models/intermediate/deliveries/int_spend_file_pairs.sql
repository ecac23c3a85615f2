with

files as (

    select * from {{ ref('int_spend_files') }}
    where is_current and copy_of_file_key is null and coalesce(decision, '') <> 'not_counted'

),

lines as (

    select
        lines.file_key,
        lines.line_key,
        lines.occurrence,
        lines.paid_date,
        lines.paid_month,
        files.publisher_id,
        files.preference
    from {{ ref('int_spend_lines') }} as lines
    inner join files
        on lines.file_key = files.file_key

),

{# The file that is believed most of all that hold the line. One pass: no file meets another
   with which it has nothing in common. #}
claimed as (

    select
        *,
        first_value(file_key) over (
            partition by line_key, occurrence
            order by preference
        ) as other_file_key
    from lines

),

months as (

    select
        file_key,
        paid_month,
        count(*) as line_count
    from lines
    group by file_key, paid_month

),

common_lines as (

    select
        file_key,
        other_file_key,
        paid_month,
        count(*) as common_count,
        min(paid_date) as first_common_date,
        max(paid_date) as last_common_date
    from claimed
    where file_key <> other_file_key
    group by file_key, other_file_key, paid_month

),

pairs as (

    select distinct
        file_key,
        other_file_key
    from common_lines

),

compared as (

    select
        pairs.file_key,
        pairs.other_file_key,
        months.paid_month,
        months.line_count,
        other_months.line_count as other_line_count,
        coalesce(common_lines.common_count, 0) as common_count,
        common_lines.first_common_date,
        common_lines.last_common_date
    from pairs
    inner join months
        on pairs.file_key = months.file_key
    inner join months as other_months
        on
            pairs.other_file_key = other_months.file_key
            and months.paid_month is not distinct from other_months.paid_month
    left join common_lines
        on
            pairs.file_key = common_lines.file_key
            and pairs.other_file_key = common_lines.other_file_key
            and months.paid_month is not distinct from common_lines.paid_month

),

summed as (

    select
        compared.*,
        files.line_count as file_line_count,
        other_files.line_count as other_file_line_count,
        sum(compared.common_count) over (
            partition by
                compared.file_key, compared.other_file_key, compared.paid_month is null
        ) as all_common_count,
        sum(least(compared.line_count, compared.other_line_count)) over (
            partition by
                compared.file_key, compared.other_file_key, compared.paid_month is null
        ) as all_comparable_count
    from compared
    inner join files
        on compared.file_key = files.file_key
    inner join files as other_files
        on compared.other_file_key = other_files.file_key

),

judged as (

    select
        *,
        {{ is_same_payments(
            'paid_month', 'all_common_count', 'all_comparable_count',
            'least(file_line_count, other_file_line_count)'
        ) }} as has_same_payments,
        max(
            case
                when paid_month is null then 0
                when {{ is_same_payments(
                    'paid_month', 'all_common_count', 'all_comparable_count',
                    'least(file_line_count, other_file_line_count)'
                ) }} then 1
                else 0
            end
        ) over (partition by file_key, other_file_key) = 1 as has_same_dated_payments
    from summed

),

{# Of two versions of one file, the few undated lines are versions too. #}
decided as (

    select
        *,
        has_same_payments
        or (
            paid_month is null
            and has_same_dated_payments
            and all_common_count * 10 >= all_comparable_count * 9
        ) as is_repeated
    from judged

),

final as (

    select
        file_key,
        other_file_key,
        paid_month,
        line_count,
        other_line_count,
        common_count,
        first_common_date,
        last_common_date,
        is_repeated,
        {# The whole month is there again, or the days from the first common one to the last. #}
        is_repeated and common_count * 10 >= line_count * 9 as is_replaced,
        is_repeated and paid_month is not null and common_count * 2 >= line_count
            as is_replaced_between,
        is_repeated and common_count * 10 >= other_line_count * 9 as is_replacement,
        is_repeated and paid_month is not null and common_count * 2 >= other_line_count
            as is_replacement_between
    from decided

)

select * from final
