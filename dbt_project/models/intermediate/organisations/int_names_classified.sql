with

names as (

    select * from {{ ref('int_names_listed') }}

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
        {{ split_to_rows('plain_name', ' ') }} as word
    from names

),

{# The strongest word decides: a company's legal form, then a charity, then a public body. #}
word_classes as (

    select
        words.name_text,
        min_by(payee_words.payee_class, payee_words.strength) as word_class
    from words
    inner join payee_words
        on words.word = payee_words.word
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
            'names.plain_name',
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
