with

deflators as (

    select * from {{ ref('stg_price_index__deflators') }}
    where index_value > 0

),

deliveries as (

    select * from {{ ref('fct_deliveries') }}

),

nights as (

    select cast(max(left(_fetched_at, 10)) as date) as as_of_date
    from deliveries

),

{# One file may have been delivered twice: it is one release, by its last label. #}
releases as (

    select
        _raw_sha256,
        max(period) as release_label
    from deliveries
    where source_id = 'price_index' and outcome = 'landed'
    group by _raw_sha256

),

years as (

    select
        deflators.*,
        releases.release_label,
        cast(
            cast(cast(left(deflators.financial_year, 4) as integer) + 1 as string)
            || '-03-31' as date
        ) as last_day
    from deflators
    inner join releases
        on deflators._raw_sha256 = releases._raw_sha256
    qualify row_number() over (
        partition by releases.release_label, deflators.financial_year
        order by
            deflators._fetched_at desc, deflators._source_url desc, deflators._raw_sha256 asc,
            deflators._part asc, deflators._line asc
    ) = 1

),

{# Years to come are forecasts: our base is the last year that was over on the night. #}
bases as (

    select
        years.release_label,
        years.financial_year as price_year,
        years.index_value as price_year_value
    from years
    cross join nights
    where years.last_day < nights.as_of_date
    qualify row_number() over (
        partition by years.release_label order by years.financial_year desc
    ) = 1

),

final as (

    select
        {{ surrogate_key(['years.release_label', 'years.financial_year']) }} as price_index_key,
        years.release_label,
        years.release_label = max(years.release_label) over () as is_newest_release,
        years.financial_year,
        years.base_year as published_base_year,
        years.index_value as published_index,
        bases.price_year,
        {{ share_of('bases.price_year_value', 'years.index_value') }} as to_price_year,
        years.last_day >= nights.as_of_date as is_not_over,
        years.release_title,
        years._source_url,
        years._raw_sha256,
        years._part,
        years._line,
        years._fetched_at
    from years
    cross join nights
    left join bases
        on years.release_label = bases.release_label

)

select * from final
