{#
    One row for each column of a relation that states something, for each kind of fact given:
    `[kind, column, unit]`. Numbers, days and flags are written as text, numbers also as such.
    The relation has `company_number`, `fact_date`, `source_id`, `evidence_tier`,
    `as_of_date` and the provenance.
#}
{% macro facts_of(relation, facts) -%}
    {%- for kind, column, unit in facts -%}
        {{ fact_of(relation, kind, column, unit) }}
        {%- if not loop.last %}
            union all
        {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{#
    The rows of one kind of fact.
#}
{% macro fact_of(relation, kind, column, unit) -%}
    {%- set number = column if unit in ('percent', 'days') else 'null' -%}
    select
        company_number,
        '{{ kind }}' as fact_kind,
        fact_date,
        cast({{ column }} as string) as value_text,
        cast({{ number }} as decimal(18, 4)) as value_number,
        '{{ unit }}' as unit,
        source_id,
        evidence_tier,
        as_of_date,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from {{ relation }}
    where {{ column }} is not null
{%- endmacro %}

{#
    The day on which a source was read: that of the night that received its document.
#}
{% macro day_read() -%}
    cast(left(_fetched_at, 10) as date)
{%- endmacro %}
