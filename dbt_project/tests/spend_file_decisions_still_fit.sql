{#
    Fails on every decision about a file that is now read with other pounds than when somebody
    decided: it no longer holds, and must be made anew or removed.
#}
with

decisions as (

    select * from {{ ref('spend_file_decisions') }}

),

files as (

    select * from {{ ref('int_spend_files') }}
    where is_current

)

select
    decisions.publisher_id,
    decisions.raw_sha256,
    decisions.part,
    decisions.amount_gbp_expected,
    files.amount_gbp
from decisions
inner join files
    on
        decisions.publisher_id = files.publisher_id
        and decisions.raw_sha256 = files._raw_sha256
        and coalesce(decisions.part, '') = files._part
where decisions.amount_gbp_expected <> files.amount_gbp
