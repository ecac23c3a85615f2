with

duties as (

    select *
    from {{ ref('notice_duties') }}
    where subject = 'body'

),

notices as (

    select *
    from {{ ref('fct_notices') }}
    where source_id = 'find_a_tender' and buyer_organisation_key is not null

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

days as (

    select * from {{ ref('dim_dates') }}

),

nights as (

    select cast(max(left(_fetched_at, 10)) as date) as as_of_date
    from {{ ref('fct_deliveries') }}
    where source_id = 'find_a_tender'

),

{# Who has bought under the Act, and since when. #}
bodies as (

    select
        buyer_organisation_key,
        min(published_date) as first_date
    from notices
    where regime = 'act_2023'
    group by buyer_organisation_key

),

half_years as (

    select distinct
        month_start as period_start,
        {{ add_months_to('month_start', 6) }} - 1 as half_year_end,
        {{ add_months_to('month_start', 12) }} - 1 as year_end
    from days
    where extract(month from month_start) in (4, 10)

),

periods as (

    select
        duties.duty_id,
        duties.duty_name,
        duties.notice_type,
        duties.reference,
        duties.is_confirmed,
        duties.starts_on,
        half_years.period_start,
        case
            when duties.term_months = 6 then half_years.half_year_end
            else half_years.year_end
        end as period_end
    from duties
    cross join half_years
    where duties.term_months = 6 or extract(month from half_years.period_start) = 4

),

owed as (

    select
        bodies.buyer_organisation_key,
        periods.*,
        nights.as_of_date
    from bodies
    cross join nights
    inner join periods
        on
            bodies.first_date <= periods.period_end
            and periods.starts_on <= periods.period_end
            and nights.as_of_date >= periods.period_start

),

found as (

    select
        owed.duty_id,
        owed.buyer_organisation_key,
        owed.period_start,
        count(*) as notices_found,
        min(notices.published_date) as found_date
    from owed
    inner join notices
        on
            owed.buyer_organisation_key = notices.buyer_organisation_key
            and owed.notice_type = notices.notice_type
            and notices.published_date between owed.period_start and owed.period_end
    group by owed.duty_id, owed.buyer_organisation_key, owed.period_start

),

final as (

    select
        {{ surrogate_key([
            'owed.duty_id', 'owed.buyer_organisation_key', 'owed.period_start'
        ]) }} as body_duty_key,
        owed.duty_id,
        owed.duty_name,
        owed.notice_type,
        owed.reference,
        owed.is_confirmed,
        organisations.organisation_name as buyer_name,
        owed.buyer_organisation_key,
        owed.period_start,
        owed.period_end,
        coalesce(found.notices_found, 0) as notices_found,
        found.found_date,
        case when found.found_date is null then 'not_judged' else 'published' end as status,
        case
            when found.found_date is not null then null
            when owed.notice_type = 'UK1' then 'duty_depends_on_spending'
            else 'form_not_seen'
        end as not_judged_reason,
        owed.as_of_date
    from owed
    left join found
        on
            owed.duty_id = found.duty_id
            and owed.buyer_organisation_key = found.buyer_organisation_key
            and owed.period_start = found.period_start
    left join organisations
        on owed.buyer_organisation_key = organisations.organisation_key

)

select * from final
