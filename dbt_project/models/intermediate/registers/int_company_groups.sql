with

owners as (

    select * from {{ ref('int_company_owners') }}
    where is_majority_owner and not has_ceased

),

owners_named as (

    select
        owner_key,
        min(owner_company_number) as owner_company_number
    from owners
    group by owner_key

),

parents as (

    select
        company_number,
        {{ surrogate_key(["'GB-COH'", 'company_number']) }} as company_key,
        count(distinct owner_key) as owner_count,
        min(owner_key) as owner_key
    from owners
    group by company_number

),

{# One step up where there is one majority owner; each time the steps are doubled, up to 16. #}
reached_1 as (

    select
        company_key,
        case when owner_count = 1 then owner_key else company_key end as reached_key,
        case when owner_count = 1 then 1 else 0 end as step_count
    from parents

),

{% for steps in (2, 4, 8, 16) %}
    {%- set before = 'reached_' ~ (steps // 2) %}
    reached_{{ steps }} as (

        select
            {{ before }}.company_key,
            coalesce(further.reached_key, {{ before }}.reached_key) as reached_key,
            {{ before }}.step_count + coalesce(further.step_count, 0) as step_count
        from {{ before }}
        left join {{ before }} as further
            on {{ before }}.reached_key = further.company_key

    ),
{% endfor %}

ended as (

    select
        parents.company_number,
        reached_16.reached_key,
        reached_16.step_count,
        case
            when tops.owner_count is null then 'ultimate_owner_known'
            when tops.owner_count > 1 then 'several_majority_owners'
            else 'circle_or_longer_than_16_steps'
        end as group_status
    from parents
    inner join reached_16
        on parents.company_key = reached_16.company_key
    left join parents as tops
        on reached_16.reached_key = tops.company_key

),

final as (

    select
        ended.company_number,
        ended.group_status,
        case when ended.group_status = 'ultimate_owner_known' then ended.reached_key end
            as ultimate_owner_key,
        case
            when ended.group_status = 'ultimate_owner_known'
                then owners_named.owner_company_number
        end as ultimate_owner_company_number,
        case when ended.group_status <> 'circle_or_longer_than_16_steps' then ended.step_count end
            as step_count
    from ended
    left join owners_named
        on ended.reached_key = owners_named.owner_key

)

select * from final
