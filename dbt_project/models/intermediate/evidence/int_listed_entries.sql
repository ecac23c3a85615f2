with

entries as (

    select * from {{ ref('stg_lists_by_hand__entries') }}

),

identifiers as (

    select * from {{ ref('int_organisation_identifiers') }}

),

owners as (

    select
        scheme,
        identifier,
        min(organisation_key) as organisation_key,
        count(distinct organisation_key) as organisation_count
    from identifiers
    group by scheme, identifier

),

final as (

    select
        entries.*,
        {# Two organisations of one identifier cannot be told apart, so it is neither. #}
        case when owners.organisation_count = 1 then owners.organisation_key end
            as organisation_key,
        case
            when entries.fact = 'none_listed' then 'names_nobody'
            when entries.identifier is null then 'named_not_matched'
            when owners.organisation_count = 1 then 'by_identifier'
            when owners.organisation_count > 1 then 'identifier_of_several'
            else 'identifier_not_met'
        end as match_result
    from entries
    left join owners
        on
            entries.scheme = owners.scheme
            and entries.identifier = owners.identifier

)

select * from final
