{{ config(materialized='view') }}

with

{# Before the Act notices give their values without VAT: they do not compare with a threshold. #}
processes as (

    select
        process_key,
        source_id,
        ocid,
        coalesce(tender_published_date, first_published_date) as threshold_date,
        main_category,
        lower(coalesce(special_regime, '')) as special_regime
    from {{ ref('fct_processes') }}
    where regime = 'act_2023'

),

buyers as (

    select * from {{ ref('int_buyer_kinds') }}

),

policies as (

    select * from {{ ref('dim_policies') }}
    where kind = 'threshold' and vat_basis = 'gross'

),

{# What the Act's Schedule 1 tells apart. Where the notice does not say what the buyer is, the
   threshold of goods and services is not known. #}
applied as (

    select
        processes.process_key,
        processes.threshold_date,
        case
            when
                processes.special_regime like '%concession%'
                and processes.special_regime like '%light%'
                then 'light_touch_concessions'
            when processes.special_regime like '%concession%' then 'concessions'
            when
                processes.special_regime like '%light%' and processes.special_regime like '%utilit%'
                then 'light_touch_utilities'
            when processes.special_regime like '%light%' then 'light_touch'
            when processes.main_category = 'works' then 'works'
            when processes.special_regime like '%defence%' then 'goods_services_defence'
            when processes.special_regime like '%utilit%' then 'goods_services_utilities'
            when processes.main_category in ('goods', 'services')
                then 'goods_services_' || buyers.buyer_kind
        end as applies_to
    from processes
    left join buyers
        on processes.source_id = buyers.source_id and processes.ocid = buyers.ocid

),

final as (

    select
        applied.process_key,
        applied.threshold_date,
        policies.policy_id,
        policies.name as threshold_name,
        policies.value_gbp as threshold_gbp
    from applied
    inner join policies
        on
            applied.applies_to = policies.applies_to
            and applied.threshold_date >= policies.starts_on
            and applied.threshold_date <= coalesce(policies.ends_on, applied.threshold_date)

)

select * from final
