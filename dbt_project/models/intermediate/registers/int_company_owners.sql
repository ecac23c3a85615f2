with

owners as (

    select * from {{ ref('stg_company_owners__owners') }}

),

companies as (

    select * from {{ ref('int_companies_current') }}

),

newest as (

    select *
    from owners
    where company_number is not null
    qualify dense_rank() over (order by snapshot_date desc nulls last, _fetched_at desc) = 1

),

named as (

    select
        *,
        {{ normalise_name('owner_name') }} as normalised_name,
        {{ plain_name('owner_name') }} as plain_owner_name,
        coalesce({{ plain_name('country_registered') }}, '') as country_words,
        coalesce(owner_link, owner_name || ' ' || notified_date_text, '') as owner_entry,
        nullif(trim(ceased_date_text), '') is not null as has_ceased
    from newest

),

once as (

    select *
    from named
    qualify row_number() over (
        partition by company_number, owner_entry
        order by ceased_date desc nulls last, _raw_sha256 asc, _part asc, _line asc
    ) = 1

),

{# Digits alone are a number of England and Wales; said of Scotland they lack their letters. #}
numbered as (

    select
        *,
        case
            when nullif(trim(registration_number_text), '') is null then 'no_number'
            when country_words = '' then 'country_not_said'
            when not {{ names_the_uk('country_words') }} then 'registered_abroad'
            when registration_number is null then 'no_company_number'
            when
                country_words in ('SCOTLAND', 'NORTHERN IRELAND')
                and {{ regex_matches('registration_number', '^[0-9]+$') }}
                then 'letters_missing'
            else 'uk_company_number'
        end as number_reading
    from once

),

checked as (

    select
        numbered.*,
        case
            when numbered.number_reading <> 'uk_company_number' then null
            when companies.company_number is null then 'not_on_register'
            when
                {{ names_agree('numbered.normalised_name', 'companies.normalised_name') }}
                or {{ names_agree(
                    'numbered.normalised_name', 'companies.previous_normalised_name'
                ) }}
                then 'registered_under_this_name'
            else 'registered_under_another_name'
        end as number_check
    from numbered
    left join companies
        on numbered.registration_number = companies.company_number

),

final as (

    select
        {{ surrogate_key(['company_number', 'owner_entry']) }} as company_owner_key,
        company_number,
        owner_kind,
        owner_name,
        normalised_name,
        plain_owner_name,
        number_reading,
        number_check,
        case
            when
                number_reading = 'uk_company_number'
                and number_check <> 'registered_under_another_name'
                then registration_number
        end as owner_company_number,
        case
            when
                number_reading = 'uk_company_number'
                and number_check <> 'registered_under_another_name'
                then {{ surrogate_key(["'GB-COH'", 'registration_number']) }}
            else {{ surrogate_key([
                "'owner'", 'coalesce(normalised_name, owner_entry)', 'country_words'
            ]) }}
        end as owner_key,
        natures_of_control,
        coalesce(
            {{ regex_matches(
                'natures_of_control',
                '(^|;)(ownership-of-shares|right-to-share-surplus-assets)-(50-to-75|75-to-100)-percent'
                ~ '(-limited-liability-partnership|-registered-overseas-entity)?(;|$)'
            ) }},
            false
        ) as is_majority_owner,
        notified_date,
        ceased_date,
        has_ceased,
        snapshot_date,
        {{ provenance() }}
    from checked

)

select * from final
