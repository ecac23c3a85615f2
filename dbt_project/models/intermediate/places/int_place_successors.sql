with

authorities as (

    select * from {{ ref('int_authorities_current') }}

),

declared as (

    select * from {{ ref('place_code_changes') }}

),

replaced as (

    select
        place_code,
        {{ split_to_rows("replace(replaced_by_codes, ' ', '')", ',') }} as successor_authority_code
    from authorities

),

{# The successor's first day is the day of the change: of the last days that the list gives, some
   are a day late. #}
replacements as (

    select
        replaced.place_code,
        authorities.place_code as successor_code,
        1 as statement_rank,
        authorities.valid_from as changed_on,
        cast(null as string) as changed_in,
        true as is_final,
        'local_authorities: replaced by' as stated_by
    from replaced
    inner join authorities
        on replaced.successor_authority_code = authorities.authority_code

),

former_codes as (

    select
        {{ split_to_rows("replace(former_place_codes, ' ', '')", ',') }} as place_code,
        place_code as successor_code
    from authorities

),

recodings as (

    select
        place_code,
        successor_code,
        2 as statement_rank,
        cast(null as date) as changed_on,
        cast(null as string) as changed_in,
        true as is_final,
        'local_authorities: former code' as stated_by
    from former_codes
    where place_code <> ''

),

declarations as (

    select
        place_code,
        successor_code,
        3 as statement_rank,
        cast(null as date) as changed_on,
        changed_in,
        is_final,
        source as stated_by
    from declared

),

statements as (

    select * from replacements
    union all
    select * from recodings
    union all
    select * from declarations

),

changes as (

    select *
    from statements
    where place_code <> successor_code
    qualify row_number() over (
        partition by place_code, successor_code
        order by statement_rank
    ) = 1

),

counted as (

    select
        *,
        count(*) over (partition by place_code) as successor_count,
        count(*) over (partition by successor_code) as predecessor_count
    from changes

),

final as (

    select
        place_code,
        case when is_final then successor_code end as successor_code,
        case
            when not is_final then 'planned'
            when successor_count > 1 then 'split'
            when statement_rank > 1 or predecessor_count = 1 then 'recoded'
            else 'merged'
        end as change_kind,
        changed_on,
        changed_in,
        is_final,
        stated_by
    from counted

)

select * from final
