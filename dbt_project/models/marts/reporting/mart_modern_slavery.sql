{%- set columns = [
    ['slavery_statement_year', 'statement_year', 'integer'],
    ['slavery_statement_url', 'statement_url', 'text'],
    ['slavery_statement_from', 'period_start_date', 'date'],
    ['slavery_statement_to', 'period_end_date', 'date'],
    ['slavery_statement_approved', 'approved_date', 'date'],
    ['slavery_statement_of_group', 'is_group_statement', 'flag'],
    ['slavery_covers_structure', 'covers_structure', 'flag'],
    ['slavery_covers_policies', 'covers_policies', 'flag'],
    ['slavery_covers_risks', 'covers_risks', 'flag'],
    ['slavery_covers_due_diligence', 'covers_due_diligence', 'flag'],
    ['slavery_covers_training', 'covers_training', 'flag'],
    ['slavery_covers_goals', 'covers_goals', 'flag'],
    ['slavery_policies', 'policies', 'text'],
    ['turnover_band', 'turnover_band', 'text'],
] -%}

with

facts as (

    select *
    from {{ ref('fct_supplier_facts') }}
    where source_id = 'modern_slavery'

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

{# A line of the register is one organisation in one statement, however much it states. #}
reports as (

    {{ reports_of_facts('facts', columns) }}

),

final as (

    {{ reports_named(
        'reports', 'organisations', columns, latest_by=['statement_year', 'approved_date']
    ) }}

)

select * from final
