with recursive

contracts as (

    select
        *,
        least({{ usable_end() }}, terminated_date) as ended_date
    from {{ ref('fct_contracts') }}

),

successions as (

    select * from {{ ref('bridge_contract_successions') }}

),

chosen as (

    select * from successions
    where is_chosen

),

members as (

    select contract_key from successions
    union
    select predecessor_contract_key as contract_key from successions

),

{# From the first of each chain to the next, and on. #}
walk as (

    select
        members.contract_key,
        members.contract_key as first_key,
        cast(1 as bigint) as chain_position
    from members
    left join chosen
        on members.contract_key = chosen.contract_key
    where chosen.contract_key is null
    union all
    select
        chosen.contract_key,
        walk.first_key,
        walk.chain_position + 1 as chain_position
    from walk
    inner join chosen
        on walk.contract_key = chosen.predecessor_contract_key

),

chains as (

    select
        contract_key,
        {{ surrogate_key(['first_key']) }} as chain_key,
        chain_position,
        count(*) over (partition by first_key) as chain_length
    from walk

),

linked as (

    select
        chains.contract_key,
        chosen.predecessor_contract_key,
        case when chosen.contract_key is null then 'first' else 'chosen' end as link
    from chains
    left join chosen
        on chains.contract_key = chosen.contract_key
    union all
    select
        contract_key,
        predecessor_contract_key,
        'rival' as link
    from successions
    where not is_chosen

),

{# A chain is as sure as its weakest link. #}
weakest_links as (

    select
        chains.chain_key,
        min(chosen.confidence_level) as confidence_level
    from chains
    inner join chosen
        on chains.contract_key = chosen.contract_key
    group by chains.chain_key

),

final as (

    select
        {{ surrogate_key(['linked.contract_key', 'linked.predecessor_contract_key']) }} as row_key,
        chains.chain_key,
        chains.chain_position,
        chains.chain_length,
        {{ confidence_word('weakest_links.confidence_level') }} as chain_confidence,
        linked.link,
        linked.contract_key,
        linked.predecessor_contract_key,
        {{ confidence_word('successions.confidence_level') }} as confidence,
        case successions.confidence_level
            when 4 then 'a notice says that the one came before the other'
            when 3
                then
                    'same buyer, same kind of purchase (CPV class, four digits), three quarters '
                    || 'of the words of the title, begins between a month before the end and '
                    || 'three months after'
            when 2
                then
                    'same buyer, similar purchase (CPV group, three digits), six tenths of the '
                    || 'words of the title, begins between three months before the end and six '
                    || 'after'
            when 1
                then
                    'same buyer, same broad kind of purchase (CPV division, two digits), half of '
                    || 'the words of the title, begins between three months before the end '
                    || 'and a year after'
        end as link_rule,
        successions.title_likeness,
        successions.gap_days,
        later.source_id,
        later.ocid,
        later.buyer_name,
        later.buyer_organisation_key,
        later.title,
        later.cpv_code,
        later.is_framework,
        later.supplier_name,
        later.supplier_organisation_key,
        later.supplier_count,
        later.start_date,
        later.end_date,
        later.latest_end_date,
        later.end_date_quality,
        later.contract_gbp as value_gbp,
        later.value_kind,
        later.vat_basis,
        earlier.title as predecessor_title,
        earlier.supplier_name as predecessor_supplier_name,
        earlier.start_date as predecessor_start_date,
        earlier.end_date as predecessor_end_date,
        earlier.ended_date as predecessor_ended_date,
        earlier.notice_url as predecessor_notice_url,
        successions.incumbent,
        case
            when {{ values_compare('earlier', 'later') }} then earlier.contract_gbp
        end as value_before_gbp,
        case
            when {{ values_compare('earlier', 'later') }}
                then cast(later.contract_gbp - earlier.contract_gbp as decimal(20, 4))
        end as value_change_gbp,
        later.notice_url,
        later._source_url,
        later._raw_sha256,
        later._part,
        later._line,
        later._fetched_at
    from linked
    inner join chains
        on linked.contract_key = chains.contract_key
    inner join contracts as later
        on linked.contract_key = later.contract_key
    left join weakest_links
        on chains.chain_key = weakest_links.chain_key
    left join contracts as earlier
        on linked.predecessor_contract_key = earlier.contract_key
    left join successions
        on
            linked.contract_key = successions.contract_key
            and linked.predecessor_contract_key = successions.predecessor_contract_key

)

select * from final
