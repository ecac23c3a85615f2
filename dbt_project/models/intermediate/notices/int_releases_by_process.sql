with

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

final as (

    select
        source_id,
        ocid,
        count(*) as release_count,
        min(published_date) as first_published_date,
        max(published_date) as last_published_date,
        min(published_date) filter (where stage = 'planning') as planning_published_date,
        {# What a notice says of the first publication goes back to notices we never had. A
           dynamic market is set up and changed by notices that ask for no bids. #}
        least(
            min(published_date) filter (
                where stage = 'tender' and coalesce(notice_type, '') not in ('UK14', 'UK15')
            ),
            min(stated_tender_published_date)
        ) as tender_published_date,
        bool_or(stage = 'tender') as has_tender_notice,
        min(published_date) filter (where stage in ('award', 'contract') and not is_update)
            as award_published_date,
        {{ distinct_list('notice_type') }} as notice_types,
        max_by(release_id, release_number) as latest_release_id,
        {{ last_stated('notice_type', 'release_number') }} as latest_notice_type,
        {{ last_stated('notice_url', 'release_number') }} as latest_notice_url,
        {{ last_stated('notice_regime', 'release_number') }} as notice_regime,
        bool_or(
            coalesce(notice_type = 'UK2' or document_type = 'marketEngagementNotice', false)
        ) as engagement_notice_seen,
        bool_or(coalesce(notice_type in ('UK13', 'UK14', 'UK15', 'UK16'), false))
            as market_notice_seen,
        bool_or(coalesce(notice_type in ('UK14', 'UK15'), false)) as market_established_seen,
        bool_or(coalesce(notice_type = 'UK16', false)) as market_ceased_seen,
        {# Both are published before a contract is awarded without competition. #}
        bool_or(coalesce(notice_type in ('UK5', 'F15'), false)) as transparency_notice_seen
    from releases
    group by source_id, ocid

)

select * from final
