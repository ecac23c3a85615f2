with

versions as (

    select * from {{ ref('int_spend_versions') }}

),

lines as (

    select * from {{ ref('int_spend_lines') }}

),

before_lines as (

    select
        versions.before_file_key,
        versions.after_file_key,
        versions.version_kind,
        lines.*
    from versions
    inner join lines
        on
            versions.before_file_key = lines.file_key
            and versions.paid_month is not distinct from lines.paid_month
            and (
                versions.before_from is null
                or lines.paid_date between versions.before_from and versions.before_to
            )

),

after_lines as (

    select
        versions.before_file_key,
        versions.after_file_key,
        versions.version_kind,
        lines.*
    from versions
    inner join lines
        on
            versions.after_file_key = lines.file_key
            and versions.paid_month is not distinct from lines.paid_month
            and (versions.after_from is null or versions.after_from <= lines.paid_date)
            and (
                versions.after_to is null
                or lines.paid_month is null
                or coalesce(lines.paid_date, lines.paid_month) <= versions.after_to
            )

),

removed as (

    select before_lines.*
    from before_lines
    left join lines as kept
        on
            before_lines.after_file_key = kept.file_key
            and before_lines.line_key = kept.line_key
            and before_lines.occurrence = kept.occurrence
    where kept.file_key is null

),

added as (

    select after_lines.*
    from after_lines
    left join lines as kept
        on
            after_lines.before_file_key = kept.file_key
            and after_lines.line_key = kept.line_key
            and after_lines.occurrence = kept.occurrence
    where kept.file_key is null

),

changed as (

    select
        *,
        'before' as side
    from removed
    union all
    select
        *,
        'after' as side
    from added

),

numbered as (

    select
        *,
        case
            when change_key is not null
                then row_number() over (
                    partition by before_file_key, after_file_key, side, change_key
                    order by amount_gbp, _line
                )
        end as change_number
    from changed

),

{# A line that went and one that came of the same day, payee and transaction are one, amended. #}
paired as (

    select
        numbered.*,
        counterparts._line as other_line
    from numbered
    left join numbered as counterparts
        on
            numbered.before_file_key = counterparts.before_file_key
            and numbered.after_file_key = counterparts.after_file_key
            and numbered.change_key = counterparts.change_key
            and numbered.change_number = counterparts.change_number
            and numbered.side <> counterparts.side

),

final as (

    select
        {{ surrogate_key([
            'before_file_key',
            "case when side = 'before' then _line else other_line end",
            'after_file_key',
            "case when side = 'after' then _line else other_line end"
        ]) }} as restatement_key,
        version_kind,
        case
            when other_line is not null then 'amended'
            when side = 'before' then 'removed'
            else 'added'
        end as change_kind,
        side,
        publisher_id,
        period,
        supplier_name_text,
        company_number_text,
        transaction_number,
        department,
        amount_gbp,
        paid_date,
        paid_month,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from paired

)

select * from final
