with

processes as (

    select * from {{ ref('stg_compiled__processes') }}

),

rules as (

    select * from {{ ref('competition_rules') }}

),

methods as (

    select distinct
        procurement_method,
        procurement_method_details
    from processes

),

final as (

    select
        methods.procurement_method,
        methods.procurement_method_details,
        min_by(rules.competition, rules.priority) as competition,
        min_by(rules.rule, rules.priority) as competition_rule
    from methods
    inner join rules
        on
            lower(coalesce(methods.procurement_method_details, '')) like rules.words
            and rules.method in ('any', methods.procurement_method)
    group by methods.procurement_method, methods.procurement_method_details

)

select * from final
