with

statements as (

    select
        *,
        coalesce(updated_date, approved_date, period_end_date) as fact_date,
        'modern_slavery' as source_id,
        {# To put a statement on the registry is asked for, not laid down. #}
        'register' as evidence_tier,
        {{ day_read() }} as as_of_date
    from {{ ref('stg_modern_slavery__statements') }}
    where company_number is not null

),

final as (

    {{ facts_of('statements', [
        ['slavery_statement_year', 'statement_year', 'year'],
        ['slavery_statement_url', 'statement_url', 'address'],
        ['slavery_statement_from', 'period_start_date', 'day'],
        ['slavery_statement_to', 'period_end_date', 'day'],
        ['slavery_statement_approved', 'approved_date', 'day'],
        ['slavery_statement_of_group', 'is_group_submission', 'flag'],
        ['slavery_covers_structure', 'covers_structure', 'flag'],
        ['slavery_covers_policies', 'covers_policies', 'flag'],
        ['slavery_covers_risks', 'covers_risks', 'flag'],
        ['slavery_covers_due_diligence', 'covers_due_diligence', 'flag'],
        ['slavery_covers_training', 'covers_training', 'flag'],
        ['slavery_covers_goals', 'covers_goals', 'flag'],
        ['slavery_policies', 'policies', 'list'],
        ['turnover_band', 'turnover_band', 'band']
    ]) }}

)

select * from final
