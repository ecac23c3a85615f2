with

contracts as (

    select
        *,
        coalesce(start_date, signed_date, awarded_date) as began_date,
        {# What was ended before its day can be followed from then on. #}
        least({{ usable_end() }}, terminated_date) as ended_date,
        least(greatest({{ usable_end() }}, {{ usable_latest_end() }}), terminated_date)
            as last_date
    from {{ ref('fct_contracts') }}
    where is_counted

),

suppliers as (

    select * from {{ ref('fct_award_suppliers') }}

),

links as (

    select * from {{ ref('bridge_process_links') }}

),

buyers as (

    select * from {{ ref('bridge_buyer_organisations') }}

),

title_words as (

    select * from {{ ref('bridge_title_words') }}

),

agreements as (

    select
        contracts.*,
        coalesce(contracts.is_framework, false) as is_any_framework,
        buyers.buyer_key
    from contracts
    left join buyers
        on contracts.buyer_organisation_key = buyers.organisation_key
    where contracts.began_date is not null

),

stated_links as (

    select distinct
        from_process_key,
        to_process_key
    from links
    where kind = 'prior'

),

{# One buyer, one division of purchases, and the next begins about when the last one ends. #}
likely_pairs as (

    select
        later.contract_key,
        earlier.contract_key as predecessor_contract_key,
        false as is_stated
    from agreements as later
    inner join agreements as earlier
        on
            later.buyer_key = earlier.buyer_key
            and later.cpv_division = earlier.cpv_division
            and later.is_any_framework = earlier.is_any_framework
            and later.process_key <> earlier.process_key
            and later.began_date > earlier.began_date
    where
        later.began_date
        between {{ add_months_to('earlier.ended_date', -3) }}
        and {{ add_months_to('earlier.last_date', 12) }}
        and {{ days_between('earlier.began_date', 'later.began_date') }} * 2
        >= {{ days_between('earlier.began_date', 'earlier.ended_date') }}
        and coalesce(later.framework_ocid <> earlier.ocid, true)

),

stated_pairs as (

    select
        later.contract_key,
        earlier.contract_key as predecessor_contract_key,
        true as is_stated
    from stated_links
    inner join agreements as later
        on stated_links.from_process_key = later.process_key
    inner join agreements as earlier
        on
            stated_links.to_process_key = earlier.process_key
            and later.began_date > earlier.began_date

),

pairs as (

    select
        contract_key,
        predecessor_contract_key,
        max(case when is_stated then 1 else 0 end) = 1 as is_stated
    from (
        select * from likely_pairs
        union all
        select * from stated_pairs
    ) as found_pairs
    group by contract_key, predecessor_contract_key

),

shared_words as (

    select
        pairs.contract_key,
        pairs.predecessor_contract_key,
        {{ share_of('count(*) * 2', '(max(words.word_count) + max(earlier_words.word_count))') }}
            as title_likeness
    from pairs
    inner join title_words as words
        on pairs.contract_key = words.titled_key
    inner join title_words as earlier_words
        on
            pairs.predecessor_contract_key = earlier_words.titled_key
            and words.word = earlier_words.word
    group by pairs.contract_key, pairs.predecessor_contract_key

),

{# A supplier is known by its key or, where services number it differently, by its name. #}
supplier_names as (

    select
        award_key,
        supplier_number,
        supplier_organisation_key as known_as
    from suppliers
    where supplier_organisation_key is not null
    union
    select
        award_key,
        supplier_number,
        {{ normalise_name('supplier_name') }} as known_as
    from suppliers
    where supplier_name is not null

),

suppliers_known as (

    select
        award_key,
        count(*) as supplier_count,
        count(supplier_name) as named_count
    from suppliers
    group by award_key

),

suppliers_kept as (

    select
        pairs.contract_key,
        pairs.predecessor_contract_key,
        count(distinct later_names.supplier_number) as kept_count,
        count(distinct earlier_names.supplier_number) as earlier_kept_count
    from pairs
    inner join agreements as later
        on pairs.contract_key = later.contract_key
    inner join agreements as earlier
        on pairs.predecessor_contract_key = earlier.contract_key
    inner join supplier_names as later_names
        on later.award_key = later_names.award_key
    inner join supplier_names as earlier_names
        on
            earlier.award_key = earlier_names.award_key
            and later_names.known_as = earlier_names.known_as
    group by pairs.contract_key, pairs.predecessor_contract_key

),

compared as (

    select
        pairs.contract_key,
        pairs.predecessor_contract_key,
        pairs.is_stated,
        cast(coalesce(shared_words.title_likeness, 0) as decimal(9, 6)) as title_likeness,
        coalesce(suppliers_kept.kept_count, 0) as kept_count,
        coalesce(suppliers_kept.earlier_kept_count, 0) as earlier_kept_count,
        later.award_key,
        earlier.award_key as earlier_award_key,
        {{ service_likeness(
            'later.cpv_code', 'earlier.cpv_code', 'coalesce(shared_words.title_likeness, 0)'
        ) }} as likeness,
        case
            when later.began_date <= earlier.ended_date
                then {{ days_between('earlier.ended_date', 'later.began_date') }} - 1
            when later.began_date > earlier.last_date
                then {{ days_between('earlier.last_date', 'later.began_date') }} - 1
            when earlier.last_date is not null then 0
        end as gap_days
    from pairs
    inner join agreements as later
        on pairs.contract_key = later.contract_key
    inner join agreements as earlier
        on pairs.predecessor_contract_key = earlier.contract_key
    left join shared_words
        on
            pairs.contract_key = shared_words.contract_key
            and pairs.predecessor_contract_key = shared_words.predecessor_contract_key
    left join suppliers_kept
        on
            pairs.contract_key = suppliers_kept.contract_key
            and pairs.predecessor_contract_key = suppliers_kept.predecessor_contract_key

),

judged as (

    select
        *,
        case
            when is_stated then 4
            when likeness = 3 and gap_days between -31 and 92 then 3
            when likeness >= 2 and gap_days between -92 and 183 then 2
            when likeness >= 1 then 1
        end as confidence_level
    from compared
    where is_stated or likeness >= 1

),

known as (

    select
        judged.*,
        case
            when
                judged.kept_count = later_known.supplier_count
                and judged.earlier_kept_count = earlier_known.supplier_count
                then 'kept'
            when judged.kept_count > 0 then 'partly_kept'
            when
                later_known.named_count = later_known.supplier_count
                and earlier_known.named_count = earlier_known.supplier_count
                then 'changed'
            else 'unknown'
        end as incumbent
    from judged
    left join suppliers_known as later_known
        on judged.award_key = later_known.award_key
    left join suppliers_known as earlier_known
        on judged.earlier_award_key = earlier_known.award_key

),

ranked as (

    select
        *,
        row_number() over (
            partition by contract_key
            order by
                confidence_level desc, title_likeness desc, kept_count desc,
                abs(gap_days) asc nulls last, predecessor_contract_key asc
        ) as predecessor_rank,
        row_number() over (
            partition by predecessor_contract_key
            order by
                confidence_level desc, title_likeness desc, kept_count desc,
                abs(gap_days) asc nulls last, contract_key asc
        ) as successor_rank
    from known

),

final as (

    select
        {{ surrogate_key(['contract_key', 'predecessor_contract_key']) }} as succession_key,
        contract_key,
        predecessor_contract_key,
        cast(confidence_level as bigint) as confidence_level,
        title_likeness,
        gap_days,
        incumbent,
        cast(predecessor_rank as bigint) as predecessor_rank,
        cast(successor_rank as bigint) as successor_rank,
        predecessor_rank = 1 and successor_rank = 1 as is_chosen
    from ranked

)

select * from final
