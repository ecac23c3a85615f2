with

verdicts as (

    select * from {{ ref('red_flag_applicability') }}

),

regimes as (

    select * from {{ ref('notice_regimes') }}

),

final as (

    select
        {{ surrogate_key(['verdicts.flag_id', 'verdicts.source_id', 'regimes.regime']) }}
            as applicability_key,
        verdicts.flag_id,
        verdicts.source_id,
        regimes.regime,
        verdicts.status,
        verdicts.reason_code,
        verdicts.why,
        nullif(verdicts.instead, 'none') as instead,
        regimes.first_year
    from verdicts
    inner join regimes
        on verdicts.source_id = regimes.source_id and verdicts.forms = regimes.forms

)

select * from final
