with

payments as (

    select
        *,
        {{ surrogate_key(['publisher_id', 'department']) }} as department_key,
        {{ surrogate_key(['publisher_id', 'financial_year', 'vat_basis']) }} as year_key
    from {{ ref('fct_payments') }}

),

departments as (

    select * from {{ ref('dim_departments') }}

),

labelled as (

    select
        payments.*,
        departments.function_code,
        departments.function_name,
        departments.functions_named,
        departments.function_basis,
        departments.unmapped_reason
    from payments
    inner join departments
        on payments.department_key = departments.department_key

),

by_department as (

    select
        year_key,
        publisher_id,
        publisher_name,
        financial_year,
        vat_basis,
        department,
        function_code,
        function_name,
        functions_named,
        function_basis,
        unmapped_reason,
        {{ sum_money('amount_gbp', 'payment') }} as paid_gbp,
        {{ sum_money('amount_gbp', 'payment', where='amount_gbp < 0') }} as credits_gbp,
        count(*) as line_count
    from labelled
    group by
        year_key, publisher_id, publisher_name, financial_year, vat_basis, department,
        function_code, function_name, functions_named, function_basis, unmapped_reason

),

by_function as (

    select
        year_key,
        vat_basis,
        function_code,
        case when function_code = 'several' then functions_named else function_code end
            as functions_within,
        {{ sum_money('paid_gbp', 'payment') }} as paid_gbp
    from by_department
    group by
        year_key, vat_basis, function_code,
        case when function_code = 'several' then functions_named else function_code end

),

{# Where credits outweigh the payments of a function, what was paid is no whole of which the
   functions are parts. #}
by_year as (

    select
        year_key,
        {{ sum_money('paid_gbp', 'payment') }} as year_gbp,
        {{ sum_money('paid_gbp', 'payment', where="function_code = 'several'") }}
            as several_gbp,
        {{ sum_money('paid_gbp', 'payment', where="function_code = 'unmapped'") }}
            as unmapped_gbp,
        min(paid_gbp) as least_gbp
    from by_function
    group by year_key, vat_basis

),

functions_met as (

    select distinct
        year_key,
        function_code
    from by_function
    where function_code not in ('several', 'unmapped')

),

within_reach as (

    select
        functions_met.year_key,
        functions_met.function_code,
        by_function.vat_basis,
        by_function.paid_gbp,
        functions_met.function_code = by_function.function_code as is_its_own
    from functions_met
    inner join by_function
        on
            functions_met.year_key = by_function.year_key
            and (
                by_function.function_code = 'unmapped'
                or ', ' || by_function.functions_within || ','
                like '%, ' || functions_met.function_code || ',%'
            )

),

{# At the one bound a function has what only it is named for; at the other also all that is
   named for it beside others, and all that nobody can tell. #}
reach as (

    select
        year_key,
        function_code,
        {{ sum_money('paid_gbp', 'payment', where='is_its_own') }} as own_gbp,
        {{ sum_money('paid_gbp', 'payment') }} as possible_gbp
    from within_reach
    group by year_key, vat_basis, function_code

),

wholes as (

    select
        *,
        case when least_gbp >= 0 then year_gbp end as whole_gbp
    from by_year

),

final as (

    select
        {{ surrogate_key([
            'by_department.publisher_id', 'by_department.financial_year',
            'by_department.vat_basis', 'by_department.department'
        ]) }} as row_key,
        by_department.publisher_id,
        by_department.publisher_name,
        by_department.financial_year,
        by_department.vat_basis,
        by_department.department,
        by_department.function_code,
        by_department.function_name,
        by_department.functions_named,
        by_department.function_basis,
        by_department.unmapped_reason,
        by_department.paid_gbp,
        by_department.credits_gbp,
        by_department.line_count,
        {{ share_of('by_department.paid_gbp', 'wholes.year_gbp') }} as share_of_paid,
        {{ share_of('reach.own_gbp', 'wholes.whole_gbp') }} as function_share_low,
        {{ share_of('reach.possible_gbp', 'wholes.whole_gbp') }} as function_share_high,
        {{ share_of('wholes.several_gbp', 'wholes.whole_gbp') }} as several_share,
        {{ share_of('wholes.unmapped_gbp', 'wholes.whole_gbp') }} as unmapped_share
    from by_department
    inner join wholes
        on by_department.year_key = wholes.year_key
    left join reach
        on
            by_department.year_key = reach.year_key
            and by_department.function_code = reach.function_code

)

select * from final
