with

{# One model a flag, each with the same columns. #}
final as (

    select * from {{ ref('fct_flag_r002_just_below_threshold') }}
    union all
    select * from {{ ref('fct_flag_r003_few_days_to_bid') }}
    union all
    select * from {{ ref('fct_flag_r010_no_reason_given') }}
    union all
    select * from {{ ref('fct_flag_r011_split_purchases') }}
    union all
    select * from {{ ref('fct_flag_r013_mostly_without_competition') }}
    union all
    select * from {{ ref('fct_flag_r014_few_days_to_opening') }}
    union all
    select * from {{ ref('fct_flag_r018_single_bid') }}
    union all
    select * from {{ ref('fct_flag_r031_award_at_estimate') }}
    union all
    select * from {{ ref('fct_flag_r040_share_of_a_buyer') }}
    union all
    select * from {{ ref('fct_flag_r048_many_markets') }}
    union all
    select * from {{ ref('fct_flag_r049_direct_just_below_threshold') }}
    union all
    select * from {{ ref('fct_flag_r054_changed_above_threshold') }}
    union all
    select * from {{ ref('fct_flag_r055_direct_together_at_threshold') }}
    union all
    select * from {{ ref('fct_flag_r059_contract_unlike_award') }}
    union all
    select * from {{ ref('fct_flag_r060_long_until_signed') }}
    union all
    select * from {{ ref('fct_flag_r061_decided_at_once') }}
    union all
    select * from {{ ref('fct_flag_r062_decided_late') }}
    union all
    select * from {{ ref('fct_flag_r064_contract_changed') }}
    union all
    select * from {{ ref('fct_flag_r067_not_performed') }}
    union all
    select * from {{ ref('fct_flag_r069_price_raised') }}
    union all
    select * from {{ ref('fct_flag_gt01_decided_before_bids_due') }}
    union all
    select * from {{ ref('fct_flag_gt02_signed_in_standstill') }}
    union all
    select * from {{ ref('fct_flag_gt03_details_published_late') }}
    union all
    select * from {{ ref('fct_flag_gt04_cancelled_then_direct') }}
    union all
    select * from {{ ref('fct_flag_gt05_raised_soon_after_signing') }}
    union all
    select * from {{ ref('fct_flag_gt06_changed_many_times') }}
    union all
    select * from {{ ref('fct_flag_gt07_raised_by_half') }}
    union all
    select * from {{ ref('fct_flag_gt08_very_long') }}

)

select * from final
