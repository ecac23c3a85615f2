with

payments as (

    select * from {{ ref('fct_payments') }}

),

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

function_words as (

    select * from {{ ref('function_words') }}

),

body_type_functions as (

    select * from {{ ref('body_type_functions') }}

),

functions as (

    select * from {{ ref('public_functions') }}

),

labels as (

    select distinct
        publisher_id,
        publisher_name,
        department
    from payments

),

plain_labels as (

    select distinct
        department,
        ' ' || {{ plain_name('department') }} || ' ' as plain_label
    from labels
    where department is not null

),

found as (

    select
        plain_labels.department,
        function_words.phrase,
        function_words.function_code,
        function_words.priority
    from plain_labels
    inner join function_words
        on
            plain_labels.plain_label like '% ' || function_words.phrase
            || case function_words.found when 'word' then ' %' else '%' end

),

{# Housing is no word of its own in "housing benefit". #}
parts_of_longer_phrases as (

    select distinct
        found.department,
        found.phrase
    from found
    inner join found as longer
        on
            found.department = longer.department
            and length(found.phrase) < length(longer.phrase)
            and longer.phrase like '%' || found.phrase || '%'

),

told as (

    select found.*
    from found
    left join parts_of_longer_phrases
        on
            found.department = parts_of_longer_phrases.department
            and found.phrase = parts_of_longer_phrases.phrase
    where
        parts_of_longer_phrases.phrase is null
        and found.function_code <> 'unmapped'

),

first_told as (

    select *
    from told
    qualify priority = min(priority) over (partition by department)

),

by_label as (

    select
        department,
        count(distinct function_code) as function_count,
        min(function_code) as first_function_code,
        {{ distinct_list('function_code') }} as functions_named,
        {{ distinct_list('phrase') }} as words_found
    from first_told
    group by department

),

mapped as (

    select
        labels.*,
        by_label.functions_named,
        by_label.words_found,
        case
            when by_label.function_count > 1 then 'several'
            when by_label.function_count = 1 then by_label.first_function_code
            else coalesce(body_type_functions.function_code, 'unmapped')
        end as function_code,
        case
            when by_label.function_count > 0 then 'label'
            when body_type_functions.function_code is not null then 'body_type'
        end as function_basis
    from labels
    left join by_label
        on labels.department = by_label.department
    left join publishers
        on labels.publisher_id = publishers.publisher_id
    left join body_type_functions
        on publishers.body_type = body_type_functions.body_type

),

final as (

    select
        {{ surrogate_key(['mapped.publisher_id', 'mapped.department']) }} as department_key,
        mapped.publisher_id,
        mapped.publisher_name,
        mapped.department,
        mapped.function_code,
        functions.function_name,
        mapped.functions_named,
        mapped.words_found,
        mapped.function_basis,
        case
            when mapped.function_code <> 'unmapped' then null
            when mapped.department is null then 'no_department'
            else 'no_known_word'
        end as unmapped_reason
    from mapped
    inner join functions
        on mapped.function_code = functions.function_code

)

select * from final
