with

{# Contracts Finder's second identifier of a notice counted under its first. #}
renamed as (

    select distinct process_key
    from {{ ref('fct_contracts') }}
    where duplicate_rule = 'one notice under two identifiers'

),

processes as (

    select
        processes.*,
        coalesce(processes.main_category, 'unknown') as category,
        {{ financial_year(
            'coalesce(processes.tender_published_date, processes.award_published_date)'
        ) }} as financial_year
    from {{ ref('fct_processes') }} as processes
    left join renamed
        on processes.process_key = renamed.process_key
    where
        coalesce(processes.tender_published_date, processes.award_published_date) is not null
        and renamed.process_key is null

),

awards as (

    select *
    from {{ ref('fct_awards') }}
    where not is_cancelled

),

award_suppliers as (

    select * from {{ ref('fct_award_suppliers') }}

),

matches as (

    select * from {{ ref('fct_supplier_matches') }}

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

ranked as (

    select
        process_key,
        source_id,
        buyer_organisation_key,
        financial_year,
        category,
        days_to_bid,
        row_number() over (
            partition by source_id, buyer_organisation_key, financial_year, category
            order by days_to_bid asc, process_key asc
        ) as place,
        count(*) over (
            partition by source_id, buyer_organisation_key, financial_year, category
        ) as places
    from processes
    where days_to_bid >= 0

),

{# The first value that so many of all are not above: the same whole number on any engine. #}
times_to_bid as (

    select
        source_id,
        buyer_organisation_key,
        financial_year,
        category,
        count(*) as days_known_count,
        min(days_to_bid) filter (where place * 4 >= places) as days_to_bid_lower_quartile,
        min(days_to_bid) filter (where place * 2 >= places) as days_to_bid_median,
        min(days_to_bid) filter (where place * 4 >= places * 3) as days_to_bid_upper_quartile
    from ranked
    group by source_id, buyer_organisation_key, financial_year, category

),

wins as (

    select
        award_suppliers.award_supplier_key,
        award_suppliers.process_key,
        award_suppliers.stated_sme,
        award_suppliers.stated_vcse,
        awards.awarded_date,
        organisations.organisation_key,
        organisations.company_number,
        organisations.incorporated_date,
        matches.company_number as company_number_by_name,
        matches.incorporated_date as incorporated_by_name_date
    from award_suppliers
    inner join processes
        on award_suppliers.process_key = processes.process_key
    inner join awards
        on award_suppliers.award_key = awards.award_key
    left join matches
        on award_suppliers.award_supplier_key = matches.award_supplier_key
    left join organisations
        on
            award_suppliers.supplier_organisation_key = organisations.organisation_key
            and organisations.identified_by <> 'name_only'

),

first_wins as (

    select
        organisation_key,
        min(awarded_date) as first_awarded_date
    from wins
    where organisation_key is not null
    group by organisation_key

),

{# Wins whose notices give no number, of suppliers whose name leads to a company. #}
first_wins_by_name as (

    select
        company_number_by_name as company_number,
        min(awarded_date) as first_awarded_date
    from wins
    where company_number is null and company_number_by_name is not null
    group by company_number_by_name

),

wins_judged as (

    select
        wins.process_key,
        wins.stated_sme,
        wins.stated_vcse,
        {{ add_months_to('wins.incorporated_date', 36) }} > wins.awarded_date as is_young,
        case
            when wins.incorporated_date is null
                then {{ add_months_to('wins.incorporated_by_name_date', 36) }} > wins.awarded_date
        end as is_young_by_name,
        {# An earlier win proves that this is not the first. That none is known proves something
           only of a company number: under another identifier, or a name, it may have won unseen. #}
        case
            when wins.awarded_date > first_wins.first_awarded_date then false
            when wins.company_number is null then null
            when first_wins_by_name.first_awarded_date < wins.awarded_date then null
            when wins.awarded_date is not null then true
        end as is_first
    from wins
    left join first_wins
        on wins.organisation_key = first_wins.organisation_key
    left join first_wins_by_name
        on wins.company_number = first_wins_by_name.company_number

),

awards_by_process as (

    select
        process_key,
        count(*) as award_count
    from awards
    group by process_key

),

wins_by_process as (

    select
        process_key,
        count(*) as win_count,
        count(*) filter (where stated_sme) as sme_count,
        count(*) filter (where stated_sme is null) as size_unknown_count,
        count(*) filter (where stated_vcse) as vcse_count,
        count(*) filter (where stated_vcse is null) as vcse_unknown_count,
        count(*) filter (where is_young) as young_count,
        count(*) filter (where is_young is null) as age_unknown_count,
        count(*) filter (where is_young_by_name) as young_by_name_count,
        count(*) filter (where is_young_by_name is not null) as age_by_name_count,
        count(*) filter (where is_first) as first_count,
        count(*) filter (where is_first is null) as first_unknown_count
    from wins_judged
    group by process_key

),

counted as (

    select
        processes.source_id,
        processes.buyer_organisation_key,
        processes.financial_year,
        processes.category,
        count(*) as process_count,
        count(*) filter (where processes.tender_published_date is not null) as tender_count,
        count(*) filter (where processes.lot_count > 1) as process_with_lots_count,
        count(*) filter (where coalesce(processes.lot_count, 0) = 0) as lots_unknown_count,
        cast(coalesce(sum(processes.lot_count), 0) as bigint) as lot_count,
        max(processes.lot_count) as most_lots,
        count(*) filter (
            where coalesce(processes.lot_count, 0) <= 1 and processes.no_lots_rationale is not null
        ) as no_lots_reason_count,
        count(*) filter (where processes.suitable_sme) as suitable_sme_count,
        count(*) filter (where processes.suitable_sme is null) as suitable_sme_unknown_count,
        count(*) filter (where processes.suitable_vcse) as suitable_vcse_count,
        count(*) filter (where processes.suitable_vcse is null) as suitable_vcse_unknown_count,
        cast(coalesce(sum(awards_by_process.award_count), 0) as bigint) as award_count,
        cast(coalesce(sum(wins_by_process.win_count), 0) as bigint) as win_count,
        cast(coalesce(sum(wins_by_process.sme_count), 0) as bigint) as sme_count,
        cast(coalesce(sum(wins_by_process.size_unknown_count), 0) as bigint) as size_unknown_count,
        cast(coalesce(sum(wins_by_process.vcse_count), 0) as bigint) as vcse_count,
        cast(coalesce(sum(wins_by_process.vcse_unknown_count), 0) as bigint) as vcse_unknown_count,
        cast(coalesce(sum(wins_by_process.young_count), 0) as bigint) as young_count,
        cast(coalesce(sum(wins_by_process.age_unknown_count), 0) as bigint) as age_unknown_count,
        cast(coalesce(sum(wins_by_process.young_by_name_count), 0) as bigint)
            as young_by_name_count,
        cast(coalesce(sum(wins_by_process.age_by_name_count), 0) as bigint) as age_by_name_count,
        cast(coalesce(sum(wins_by_process.first_count), 0) as bigint) as first_count,
        cast(coalesce(sum(wins_by_process.first_unknown_count), 0) as bigint)
            as first_unknown_count
    from processes
    left join awards_by_process
        on processes.process_key = awards_by_process.process_key
    left join wins_by_process
        on processes.process_key = wins_by_process.process_key
    group by
        processes.source_id, processes.buyer_organisation_key, processes.financial_year,
        processes.category

),

data_set as (

    select min(awarded_date) as data_starts_on
    from wins

),

final as (

    select
        {{ surrogate_key([
            'counted.source_id', 'counted.buyer_organisation_key', 'counted.financial_year',
            'counted.category'
        ]) }} as row_key,
        counted.source_id,
        counted.buyer_organisation_key,
        organisations.organisation_name as buyer_name,
        counted.financial_year,
        counted.category,
        counted.process_count,
        counted.tender_count,
        counted.process_with_lots_count,
        counted.lots_unknown_count,
        counted.lot_count,
        counted.most_lots,
        counted.no_lots_reason_count,
        coalesce(times_to_bid.days_known_count, 0) as days_known_count,
        times_to_bid.days_to_bid_lower_quartile,
        times_to_bid.days_to_bid_median,
        times_to_bid.days_to_bid_upper_quartile,
        counted.suitable_sme_count,
        counted.suitable_sme_unknown_count,
        counted.suitable_vcse_count,
        counted.suitable_vcse_unknown_count,
        counted.award_count,
        counted.win_count,
        counted.sme_count,
        counted.size_unknown_count,
        {{ share_of('counted.sme_count', 'counted.win_count') }} as sme_share_low,
        {{ share_of('(counted.sme_count + counted.size_unknown_count)', 'counted.win_count') }}
            as sme_share_high,
        counted.vcse_count,
        counted.vcse_unknown_count,
        {{ share_of('counted.vcse_count', 'counted.win_count') }} as vcse_share_low,
        {{ share_of('(counted.vcse_count + counted.vcse_unknown_count)', 'counted.win_count') }}
            as vcse_share_high,
        counted.young_count,
        counted.age_unknown_count,
        counted.young_by_name_count,
        counted.age_by_name_count,
        {{ share_of('counted.young_count', 'counted.win_count') }} as young_share_low,
        {{ share_of('(counted.young_count + counted.age_unknown_count)', 'counted.win_count') }}
            as young_share_high,
        counted.first_count,
        counted.first_unknown_count,
        {{ share_of('counted.first_count', 'counted.win_count') }} as first_share_low,
        {{ share_of('(counted.first_count + counted.first_unknown_count)', 'counted.win_count') }}
            as first_share_high,
        data_set.data_starts_on
    from counted
    cross join data_set
    left join organisations
        on counted.buyer_organisation_key = organisations.organisation_key
    left join times_to_bid
        on
            counted.source_id = times_to_bid.source_id
            and counted.buyer_organisation_key
            is not distinct from times_to_bid.buyer_organisation_key
            and counted.financial_year = times_to_bid.financial_year
            and counted.category = times_to_bid.category

)

select * from final
