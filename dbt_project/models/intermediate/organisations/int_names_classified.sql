with

{# A single comma in a short name may have the surname before it. #}
texts as (

    select
        *,
        {{ without_aside('name_text') }} as text_without_aside,
        case
            when
                {{ regex_matches('name_text', '^[^,]+,[^,]+$') }}
                and not {{ regex_matches('name_text', '^([^ ]+ +){6}') }}
                then name_text
        end as text_with_comma
    from {{ ref('int_names_listed') }}

),

cut as (

    select
        *,
        {{ name_as_words('name_text') }} as all_words,
        {{ name_as_words('text_without_aside') }} as words_without_aside,
        {{ name_as_words(regex_replace_all('text_with_comma', ',.*$', '')) }}
            as words_before_comma,
        {{ name_as_words(regex_replace_all('text_with_comma', '^[^,]*,', '')) }}
            as words_after_comma
    from texts

),

names as (

    select
        name_text,
        plain_name,
        normalised_name,
        all_words,
        {{ without_style_of_rank('coalesce(words_without_aside, all_words)') }} as own_words,
        coalesce(
            words_after_comma || ' ' || words_before_comma,
            {{ without_card_reader('coalesce(words_without_aside, all_words)') }}
        ) as person_words
    from cut

),

{# Where two are as strong a charity goes before a public body, and both before a company: many
   a charity and no company bears a hospital's name. Else the longer phrase is believed. #}
payee_words as (

    select
        *,
        {{ regex_replace_all('phrase', ' .*$', '') }} as first_word,
        cast(strength as string)
        || case payee_class
            when 'charity_or_mutual' then '0'
            when 'public_body' then '1'
            else '2'
        end
        || lpad(cast(99 - length(phrase) as string), 2, '0')
        || phrase || found as believed
    from {{ ref('payee_words') }}

),

given_names as (

    select * from {{ ref('given_names') }}

),

redaction_phrases as (

    select * from {{ ref('redaction_phrases') }}

),

described as (

    select
        name_text,
        plain_name,
        normalised_name,
        all_words,
        own_words,
        person_words,
        {{ regex_replace_all('person_words', ' .*$', '') }} as first_word,
        {{ regex_replace_all('person_words', '^.* ', '') }} as last_word,
        {{ regex_matches('person_words', '^[A-Z]+ ') }} as has_two_words,
        {{ regex_matches('person_words', '^[A-Z]+( [A-Z]+){1,2}$') }} as has_two_or_three_words,
        {{ regex_matches("' ' || all_words || ' '", personal_title()) }} as has_title,
        {{ word_after_title('all_words') }} as word_after_title,
        {{ regex_matches('person_words', '^[A-Z]+ (.* )?(QC|KC)$') }} as has_letters_after_name,
        {{ has_initials('person_words') }} as has_initials
    from names

),

{# "MR CLUTCH", "MS SOCIETY": before a word that only organisations use it is no title. #}
personal as (

    select
        described.*,
        coalesce(described.has_title and organisation_words.phrase is null, false) as is_titled,
        coalesce(
            (described.has_two_words and not first_names.is_also_a_word)
            or (described.has_two_or_three_words and not last_names.is_also_a_word),
            false
        ) as has_given_name,
        coalesce(
            (described.has_two_words and first_names.given_name is not null)
            or (described.has_two_or_three_words and last_names.given_name is not null),
            false
        ) as has_possible_given_name
    from described
    left join given_names as first_names
        on described.first_word = first_names.given_name
    left join given_names as last_names
        on described.last_word = last_names.given_name
    left join payee_words as organisation_words
        on
            described.word_after_title = organisation_words.phrase
            and organisation_words.found = 'anywhere'
            and length(organisation_words.phrase) > 2
            and organisation_words.strength between 2 and 5

),

{# What a person does stands beside the name; an organisation is all that is said of it. #}
weighed as (

    select
        *,
        is_titled or has_given_name or has_initials as is_personal,
        case
            when is_titled or has_given_name or has_initials then own_words
            else all_words
        end as said_words
    from personal

),

words as (

    select distinct
        said_words,
        is_personal,
        ' ' || said_words || ' ' as padded_words,
        ' ' || {{ regex_replace_all('said_words', '^THE ', '') }} || ' ' as padded_without_the,
        {{ split_to_rows('said_words', ' ') }} as word
    from weighed

),

{# Two letters that end a company's name also follow a surname as initials, and two letters
   beside a single word may be a person's: there they decide nothing. #}
found as (

    select
        words.said_words,
        words.is_personal,
        min(payee_words.strength) as strength,
        min_by(payee_words.payee_class, payee_words.believed) as word_class,
        min_by(payee_words.phrase, payee_words.believed) as phrase
    from words
    inner join payee_words
        on words.word = payee_words.first_word
    where
        case payee_words.found
            when 'whole' then words.padded_without_the = ' ' || payee_words.phrase || ' '
            when 'start' then words.padded_without_the like ' ' || payee_words.phrase || ' %'
            when 'end' then words.padded_words like '% ' || payee_words.phrase || ' '
            else words.padded_words like '% ' || payee_words.phrase || ' %'
        end
        and not (
            length(replace(payee_words.phrase, ' ', '')) = 2
            and (
                (words.is_personal and payee_words.found = 'end')
                or (
                    payee_words.payee_class <> 'organisation'
                    and payee_words.found <> 'start'
                    and {{ two_letters_beside_one_word('words.said_words') }}
                )
            )
        )
    group by words.said_words, words.is_personal

),

redacted_names as (

    select
        names.name_text,
        max(redaction_phrases.says) as says,
        min(redaction_phrases.phrase) as phrase
    from names
    inner join redaction_phrases
        on names.plain_name like case redaction_phrases.found
            when 'anywhere' then '%' || redaction_phrases.phrase || '%'
            else redaction_phrases.phrase
        end
    group by names.name_text

),

judged as (

    select
        weighed.*,
        found.word_class,
        found.phrase,
        redacted_names.phrase as redaction_phrase,
        coalesce(found.strength, 9) as strength,
        case
            when redacted_names.says = 'withheld' then 'redaction_phrase'
            when {{ regex_matches('weighed.name_text', '^[*xX# .-]*[*xX#]{2}[*xX# .-]*$') }}
                then 'struck_out'
            when redacted_names.says = 'nothing' or {{ is_without_letters('weighed.name_text') }}
                then 'no_name'
            when found.strength <= 1 then 'word'
            when weighed.is_titled then 'title'
            when found.strength <= 5 then 'word'
            when weighed.has_letters_after_name then 'title'
            when weighed.has_given_name then 'given_name'
            when weighed.has_initials then 'initials'
            when found.strength = 6 then 'word'
            when weighed.has_possible_given_name then 'given_name'
            when found.strength is not null then 'word'
            when {{ has_shape_of_person('weighed.person_words') }} then 'shape'
            else 'none'
        end as basis
    from weighed
    left join found
        on
            weighed.said_words = found.said_words
            and weighed.is_personal = found.is_personal
    left join redacted_names
        on weighed.name_text = redacted_names.name_text

),

final as (

    select
        name_text,
        plain_name,
        case when basis <> 'no_name' then normalised_name end as normalised_name,
        case
            when basis in ('redaction_phrase', 'struck_out') then 'redacted'
            when basis in ('title', 'given_name', 'initials', 'shape') then 'person'
            when basis = 'word' and word_class <> 'organisation' then word_class
            else 'unknown'
        end as payee_class,
        case
            when basis <> 'word' then basis
            when strength <= 1 and word_class = 'company' then 'legal_form'
            when word_class = 'company' then 'known_company'
            else word_class || '_word'
        end as class_rule,
        case basis
            when 'word' then phrase
            when 'redaction_phrase' then redaction_phrase
            when 'no_name' then redaction_phrase
        end as class_evidence
    from judged

)

select * from final
