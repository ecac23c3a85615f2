with

related as (

    select * from {{ ref('stg_compiled__related_processes') }}

),

processes as (

    select * from {{ ref('int_processes') }}

),

twins as (

    select * from {{ ref('int_agreement_twins') }}

),

agreements as (

    select * from {{ ref('int_agreements') }}

),

relationships as (

    select
        source_id,
        ocid,
        identifier,
        {{ split_to_rows('relationships', ';') }} as relationship
    from related
    where scheme = 'ocid' and identifier is not null and identifier <> ocid

),

stated as (

    select
        {{ surrogate_key(['source_id', 'ocid']) }} as from_process_key,
        {{ surrogate_key(['source_id', 'identifier']) }} as to_process_key,
        ocid as from_ocid,
        identifier as to_ocid,
        case
            when relationship = 'framework' then 'framework_of'
            when relationship in ('prior', 'planning', 'renewalProcess', 'replacementProcess')
                then 'prior'
            else 'related'
        end as kind,
        'stated' as confidence,
        relationship as rule,
        1 as place
    from relationships

),

inferred as (

    select
        {{ surrogate_key(['copies.source_id', 'copies.ocid']) }} as from_process_key,
        {{ surrogate_key(['kept.source_id', 'kept.ocid']) }} as to_process_key,
        copies.ocid as from_ocid,
        kept.ocid as to_ocid,
        'duplicate' as kind,
        twins.duplicate_confidence as confidence,
        twins.duplicate_rule as rule,
        case twins.duplicate_confidence when 'certain' then 1 when 'likely' then 2 else 3 end
            as place
    from twins
    inner join agreements as copies
        on twins.contract_key = copies.contract_key
    inner join agreements as kept
        on twins.twin_contract_key = kept.contract_key

),

links as (

    select * from stated
    union all
    select * from inferred

),

best as (

    select *
    from links
    qualify row_number() over (
        partition by from_process_key, to_process_key, kind
        order by place asc, rule asc
    ) = 1

),

known as (

    select {{ surrogate_key(['source_id', 'ocid']) }} as process_key
    from processes

),

final as (

    select
        {{ surrogate_key(['best.from_process_key', 'best.to_process_key', 'best.kind']) }}
            as link_key,
        best.from_process_key,
        best.to_process_key,
        best.from_ocid,
        best.to_ocid,
        best.kind,
        best.confidence,
        best.rule,
        known.process_key is not null as is_known
    from best
    left join known
        on best.to_process_key = known.process_key

)

select * from final
