with

agreements as (

    select * from {{ ref('int_agreements') }}

),

suppliers as (

    select * from {{ ref('int_award_suppliers_identified') }}

),

documents as (

    select * from {{ ref('stg_compiled__documents') }}

),

described as (

    select
        contract_key,
        source_id,
        ocid,
        award_id,
        release_id,
        buyer_organisation_key,
        buyer_normalised_name,
        {{ normalise_name('coalesce(title, process_title)') }} as normalised_title,
        {{ normalise_name('process_title') }} as normalised_process_title,
        value_gbp,
        value_net_gbp,
        value_gross_gbp,
        start_date,
        end_date,
        coalesce(signed_date, awarded_date) as decided_date
    from agreements
    where not is_cancelled

),

{# The archive of Contracts Finder gives a notice another process than the service itself does. #}
renamed as (

    select
        copies.contract_key,
        min(kept.contract_key) as twin_contract_key
    from described as copies
    inner join described as kept
        on
            copies.source_id = kept.source_id
            and copies.release_id = kept.release_id
            and copies.value_gbp is not distinct from kept.value_gbp
            and copies.start_date is not distinct from kept.start_date
            and copies.end_date is not distinct from kept.end_date
    where
        copies.source_id = 'contracts_finder'
        and copies.ocid not like 'ocds-b5fd17-%'
        and kept.ocid like 'ocds-b5fd17-%'
    group by copies.contract_key

),

{# A supplier is the same by its company number, or by its name. #}
marks as (

    select
        source_id,
        ocid,
        award_id,
        company_number as mark
    from suppliers
    where company_number is not null
    union
    select
        source_id,
        ocid,
        award_id,
        normalised_name as mark
    from suppliers
    where normalised_name is not null

),

marked as (

    select
        described.*,
        marks.mark
    from described
    inner join marks
        on
            {{ is_of_process('described', 'marks') }}
            and described.award_id = marks.award_id
    left join renamed
        on described.contract_key = renamed.contract_key
    where renamed.contract_key is null

),

{# A notice of the other service that a notice points to. #}
pointers as (

    select distinct
        source_id,
        ocid,
        {{ part('url', 'find-tender.service.gov.uk/Notice/([0-9]{6}-[0-9]{4})', 1) }}
            as release_id
    from documents
    where source_id <> 'find_a_tender'

),

kept as (

    select * from marked
    where source_id = 'find_a_tender'

),

copies as (

    select * from marked
    where source_id <> 'find_a_tender'

),

pairs as (

    select distinct
        copies.contract_key,
        kept.contract_key as twin_contract_key,
        pointers.release_id is not null as is_pointed_to,
        coalesce(
            copies.buyer_organisation_key = kept.buyer_organisation_key
            or copies.buyer_normalised_name = kept.buyer_normalised_name,
            false
        ) as buyers_agree,
        coalesce(
            {{ names_agree('copies.normalised_title', 'kept.normalised_title') }}
            or {{ names_agree('copies.normalised_process_title', 'kept.normalised_process_title') }}
            or {{ holds_title('copies.normalised_title', 'kept.normalised_title') }}
            or {{ holds_title('kept.normalised_title', 'copies.normalised_title') }},
            false
        ) as titles_agree,
        coalesce(
            copies.normalised_title in (kept.normalised_title, kept.normalised_process_title)
            or copies.normalised_process_title = kept.normalised_process_title,
            false
        ) as titles_equal,
        coalesce(copies.value_gbp in (kept.value_net_gbp, kept.value_gross_gbp), false)
            as values_equal,
        coalesce(
            round(copies.value_gbp / 1000, 0) in (
                round(kept.value_net_gbp / 1000, 0), round(kept.value_gross_gbp / 1000, 0)
            ),
            false
        ) as values_rounded,
        copies.value_gbp is null or kept.value_gbp is null as is_value_unknown,
        coalesce(
            copies.start_date = kept.start_date and copies.end_date = kept.end_date, false
        ) as dates_equal,
        coalesce(
            abs({{ days_between('copies.start_date', 'kept.start_date') }}) <= 7
            and abs({{ days_between('copies.end_date', 'kept.end_date') }}) <= 7,
            false
        ) as dates_close,
        coalesce(abs({{ days_between('copies.start_date', 'kept.start_date') }}) <= 31, false)
        or coalesce(abs({{ days_between('copies.end_date', 'kept.end_date') }}) <= 31, false)
        or coalesce(
            abs({{ days_between('copies.decided_date', 'kept.decided_date') }}) <= 31, false
        ) as dates_near
    from copies
    inner join kept
        on
            copies.mark = kept.mark
            and (
                copies.buyer_organisation_key = kept.buyer_organisation_key
                or copies.buyer_normalised_name = kept.buyer_normalised_name
                {# The buyer may be the portal it bought through: all else must agree then. #}
                or (
                    copies.normalised_title in (
                        kept.normalised_title, kept.normalised_process_title
                    )
                    and copies.start_date = kept.start_date
                    and copies.end_date = kept.end_date
                )
            )
    left join pointers
        on
            copies.source_id = pointers.source_id
            and copies.ocid = pointers.ocid
            and kept.release_id = pointers.release_id

),

{# The supplier agrees in every pair; how much else does decides. #}
judged as (

    select
        contract_key,
        twin_contract_key,
        case
            when is_pointed_to then 1
            when not buyers_agree
                then case
                    when titles_equal and dates_equal and (values_equal or values_rounded) then 2
                end
            when titles_equal and values_equal and dates_equal then 1
            when titles_agree and (values_equal or values_rounded) then 2
            when titles_agree and dates_near and is_value_unknown then 2
            when values_equal and dates_near then 2
            when values_rounded and dates_close then 2
            when titles_agree or values_equal or dates_equal then 3
        end as confidence_rank,
        case when buyers_agree then 'buyer and supplier' else 'supplier' end
        || case when is_pointed_to then ', a link to the notice' else '' end
        || case
            when titles_equal then ', title'
            when titles_agree then ', title nearly'
            else ''
        end
        || case
            when values_equal then ', value'
            when values_rounded then ', value to the thousand'
            else ''
        end
        || case
            when dates_equal then ', dates'
            when dates_close then ', dates within a week'
            when dates_near then ', a date within a month'
            else ''
        end as duplicate_rule
    from pairs

),

ranked as (

    select
        *,
        rank() over (partition by contract_key order by confidence_rank asc) as own_place,
        rank() over (partition by twin_contract_key order by confidence_rank asc) as twin_place
    from judged
    where confidence_rank is not null

),

rivals as (

    select
        *,
        count(*) over (partition by contract_key) as own_rivals,
        count(*) over (partition by twin_contract_key) as twin_rivals
    from ranked
    where own_place = 1 and twin_place = 1

),

{# With rivals as good as itself a pair is possible only, and one of them is shown. #}
alike as (

    select
        contract_key,
        twin_contract_key,
        duplicate_rule,
        case
            when own_rivals > 1 or twin_rivals > 1 then 'possible'
            when confidence_rank = 1 then 'certain'
            when confidence_rank = 2 then 'likely'
            else 'possible'
        end as duplicate_confidence
    from rivals
    qualify row_number() over (partition by contract_key order by twin_contract_key asc) = 1

),

{# All the same in one service: a notice sent twice, or two agreements that look alike. #}
repeated as (

    select
        later.contract_key,
        min(earlier.contract_key) as twin_contract_key
    from marked as later
    inner join marked as earlier
        on
            later.source_id = earlier.source_id
            and later.ocid > earlier.ocid
            and later.mark = earlier.mark
            and later.buyer_normalised_name = earlier.buyer_normalised_name
            and later.normalised_title = earlier.normalised_title
            and later.value_gbp = earlier.value_gbp
            and later.start_date = earlier.start_date
            and later.end_date = earlier.end_date
            and later.decided_date = earlier.decided_date
    left join alike
        on later.contract_key = alike.contract_key
    where alike.contract_key is null
    group by later.contract_key

),

final as (

    select * from alike
    union all
    select
        contract_key,
        twin_contract_key,
        'buyer and supplier, title, value, dates and day decided, in one service'
            as duplicate_rule,
        'possible' as duplicate_confidence
    from repeated
    union all
    select
        contract_key,
        twin_contract_key,
        'one notice under two identifiers' as duplicate_rule,
        'certain' as duplicate_confidence
    from renamed

)

select * from final
