with

source as (

    select * from {{ source('gender_pay_gap', 'reports') }}

),

final as (

    select
        {{ clean_company_number('companynumber') }} as company_number,
        companynumber as company_number_text,
        employername as employer_name,
        nullif(trim(employerid), '') as employer_id,
        {{ clean_postcode('postcode') }} as postcode,
        postcode as postcode_text,
        {{ clean_percent('diffmeanhourlypercent') }} as mean_hourly_percent,
        {{ clean_percent('diffmedianhourlypercent') }} as median_hourly_percent,
        {{ clean_percent('diffmeanbonuspercent') }} as mean_bonus_percent,
        {{ clean_percent('diffmedianbonuspercent') }} as median_bonus_percent,
        {{ clean_percent('malebonuspercent') }} as male_bonus_percent,
        {{ clean_percent('femalebonuspercent') }} as female_bonus_percent,
        {{ clean_percent('malelowerquartile') }} as male_lower_quartile_percent,
        {{ clean_percent('femalelowerquartile') }} as female_lower_quartile_percent,
        {{ clean_percent('malelowermiddlequartile') }} as male_lower_middle_quartile_percent,
        {{ clean_percent('femalelowermiddlequartile') }} as female_lower_middle_quartile_percent,
        {{ clean_percent('maleuppermiddlequartile') }} as male_upper_middle_quartile_percent,
        {{ clean_percent('femaleuppermiddlequartile') }} as female_upper_middle_quartile_percent,
        {{ clean_percent('maletopquartile') }} as male_top_quartile_percent,
        {{ clean_percent('femaletopquartile') }} as female_top_quartile_percent,
        nullif(trim(companylinktogpginfo), '') as report_url,
        nullif(trim(employersize), '') as employer_size,
        {{ clean_flag('submittedafterthedeadline') }} as is_filed_late,
        submittedafterthedeadline as is_filed_late_text,
        {{ parse_published_date('duedate', "'ymd'") }} as due_date,
        duedate as due_date_text,
        {{ parse_published_date('datesubmitted', "'ymd'") }} as filed_date,
        datesubmitted as filed_date_text,
        {{ provenance() }}
    from source

)

select * from final
