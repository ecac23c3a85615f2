{#
    Every name beside the companies it might mean and was not matched to, the likeliest first.
    `named` has `key`, `named_by`, `supplier_name_text` and the `company_number` it was matched to.
#}
{% macro rivals_of(named, candidates, key) -%}
    select
        {{ named }}.{{ key }},
        {{ candidates }}.company_number,
        {{ candidates }}.company_name,
        {{ candidates }}.probability,
        {{ candidates }}.same_name_count,
        {{ candidates }}.same_former_name_count,
        count(*) over (partition by {{ named }}.{{ key }}) as rival_count,
        row_number() over (
            partition by {{ named }}.{{ key }}
            order by {{ candidates }}.probability desc, {{ candidates }}.company_number asc
        ) as rival_place
    from {{ named }}
    inner join {{ candidates }}
        on
            {{ named }}.named_by = {{ candidates }}.named_by
            and {{ named }}.supplier_name_text = {{ candidates }}.supplier_name_text
            and coalesce({{ named }}.company_number, '') <> {{ candidates }}.company_number
{%- endmacro %}
