with

names as (

    select
        *,
        {{ before_trading_name('plain_name') }} as own_name
    from {{ ref('int_names_listed') }}

),

payee_words as (

    select * from {{ ref('payee_words') }}

),

redaction_phrases as (

    select * from {{ ref('redaction_phrases') }}

),

words as (

    select
        name_text,
        own_name,
        {{ split_to_rows('own_name', ' ') }} as word
    from names

),

{# The strongest word decides: a company's legal form, then a charity, then a public body. Two
   letters beside a single word may be a person's initials, and decide nothing. #}
word_classes as (

    select
        words.name_text,
        min_by(payee_words.payee_class, payee_words.strength) as word_class
    from words
    inner join payee_words
        on words.word = payee_words.word
    where
        length(words.word) <> 2
        or words.word = 'UK'
        or not {{ regex_matches('words.own_name', '^[A-Z]+ [A-Z]+( [0-9]+)*$') }}
    group by words.name_text

),

redacted_names as (

    select distinct names.name_text
    from names
    inner join redaction_phrases
        on names.plain_name like case redaction_phrases.found
            when 'anywhere' then '%' || redaction_phrases.phrase || '%'
            else redaction_phrases.phrase
        end

),

final as (

    select
        names.name_text,
        names.plain_name,
        names.normalised_name,
        {{ payee_class(
            'names.name_text',
            'names.own_name',
            'redacted_names.name_text is not null or '
            ~ regex_matches('names.name_text', '^[*xX# .-]*[*xX#]{2}[*xX# .-]*$'),
            'word_classes.word_class'
        ) }} as payee_class
    from names
    left join word_classes
        on names.name_text = word_classes.name_text
    left join redacted_names
        on names.name_text = redacted_names.name_text

)

select * from final
