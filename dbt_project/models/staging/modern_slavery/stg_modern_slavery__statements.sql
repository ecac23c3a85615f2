with

source as (

    select * from {{ source('modern_slavery', 'statements') }}

),

final as (

    select
        {{ clean_company_number('companynumber') }} as company_number,
        companynumber as company_number_text,
        organisationname as organisation_name,
        {{ part('trim(statementyear)', '^([0-9]{4})', 1) }} as statement_year,
        statementyear as statement_year_text,
        nullif(trim(sectortype), '') as sector_type,
        {{ yes_or_no('groupsubmission') }} as is_group_submission,
        groupsubmission as group_submission_text,
        nullif(trim(statementurl), '') as statement_url,
        nullif(trim(statementsummaryurl), '') as summary_url,
        {{ parse_published_date('statementstartdate', "'dmy'") }} as period_start_date,
        statementstartdate as period_start_text,
        {{ parse_published_date('statementenddate', "'dmy'") }} as period_end_date,
        statementenddate as period_end_text,
        {{ parse_published_date('dateapproved', "'dmy'") }} as approved_date,
        dateapproved as approved_date_text,
        {{ parse_published_date('lastupdated', "'dmy'") }} as updated_date,
        lastupdated as updated_date_text,
        {{ yes_or_no('statementincludesorgstructure') }} as covers_structure,
        {{ yes_or_no('statementincludespolicies') }} as covers_policies,
        {{ yes_or_no('statementincludesrisksassessment') }} as covers_risks,
        {{ yes_or_no('statementincludesduediligence') }} as covers_due_diligence,
        {{ yes_or_no('statementincludestraining') }} as covers_training,
        {{ yes_or_no('statementincludesgoals') }} as covers_goals,
        nullif(trim(turnover), '') as turnover_band,
        {{ in_one_line('policies') }} as policies,
        {{ in_one_line('training') }} as training,
        {{ in_one_line('socialaudits') }} as social_audits,
        {{ provenance() }}
    from source

)

select * from final
