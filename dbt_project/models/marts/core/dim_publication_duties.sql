with

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

duties as (

    select * from {{ ref('publication_duties') }}

),

deliveries as (

    select * from {{ ref('int_deliveries_named') }}

),

{# Of a body whose files only lie in the inbox nobody has looked whether it published others. #}
collected as (

    select distinct publisher_id
    from deliveries
    where source_id = 'spend' and _source_url not like 'inbox:%'

),

final as (

    select
        {{ surrogate_key(['publishers.publisher_id', 'duties.duty_id']) }} as duty_key,
        publishers.publisher_id,
        publishers.publisher_name,
        publishers.body_type,
        duties.duty_id,
        duties.duty_name,
        duties.reference,
        duties.threshold_gbp,
        duties.frequency,
        {# Who publishes each month owes each month; others what the duty asks. #}
        case
            when publishers.frequency = 'monthly' then 'monthly'
            else duties.frequency
        end as period_frequency,
        duties.due_months,
        duties.starts_on,
        collected.publisher_id is not null as is_collected
    from publishers
    inner join duties
        on publishers.body_type = duties.body_type
    left join collected
        on publishers.publisher_id = collected.publisher_id

)

select * from final
