with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

processes as (

    select * from {{ ref('fct_processes') }}

),

titles as (

    select
        contract_key as titled_key,
        title,
        buyer_name
    from contracts
    union all
    select
        process_key as titled_key,
        title,
        buyer_name
    from processes

),

written_words as (

    select
        titled_key,
        {{ split_to_rows(plain_name('title'), ' ') }} as written_word
    from titles

),

written_buyer_words as (

    select
        titled_key,
        {{ split_to_rows(plain_name('buyer_name'), ' ') }} as written_word
    from titles

),

{# In the title and not in the name of the buyer, which is in many titles. #}
telling_words as (

    select
        titled_key,
        {{ service_word('written_word') }} as word
    from written_words
    except
    select
        titled_key,
        {{ service_word('written_word') }} as word
    from written_buyer_words

),

final as (

    select
        titled_key,
        word,
        count(*) over (partition by titled_key) as word_count
    from telling_words
    where word is not null

)

select * from final
