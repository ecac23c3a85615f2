with

indicators as (

    select * from {{ ref('red_flag_indicators') }}

),

rules as (

    select * from {{ ref('red_flag_rules') }}

),

final as (

    select
        indicators.flag_id,
        indicators.name,
        indicators.published_by,
        indicators.about,
        indicators.meaning,
        indicators.definition_basis,
        rules.rule,
        rules.limit_basis,
        rules.limit_share,
        rules.limit_days,
        rules.limit_count,
        rules.minimum_count,
        rules.flag_id is not null as is_looked_for
    from indicators
    left join rules
        on indicators.flag_id = rules.flag_id

)

select * from final
