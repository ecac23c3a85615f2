{#
    One row per organisation and line of a register, of the facts that the line states. `columns`
    is a list of `[kind of fact, column, type]`; a type is `text`, `number`, `flag` or what SQL
    calls it. What a line does not state stays null, a flag too.
#}
{% macro reports_of_facts(facts, columns) -%}
    select
        organisation_key,
        company_number,
    {%- for kind, column, type in columns %}
        {{ stated_fact(kind, type) }} as {{ column }},
    {%- endfor %}
        max(as_of_date) as as_of_date,
        max(source_age_days) as source_age_days,
        _source_url,
        _raw_sha256,
        _part,
        _line
    from {{ facts }}
    group by
        organisation_key, company_number, _source_url, _raw_sha256, _part, _line
{%- endmacro %}

{#
    What the rows of a line state of one kind of fact.
#}
{% macro stated_fact(kind, type) -%}
    {%- set value = 'value_number' if type == 'number' else 'value_text' -%}
    {%- set stated = "max(case when fact_kind = '" ~ kind ~ "' then " ~ value ~ " end)" -%}
    {%- if type == 'flag' -%} {{ stated }} = 'true'
    {%- elif type in ('text', 'number') -%} {{ stated }}
    {%- else -%} cast({{ stated }} as {{ type }})
    {%- endif -%}
{%- endmacro %}

{#
    The reports under the names of their organisations, with which of an organisation's is the
    latest by the columns of `latest_by`.
#}
{% macro reports_named(reports, organisations, columns, latest_by) -%}
    select
        {{ surrogate_key([
            'reports.organisation_key', 'reports._raw_sha256', 'reports._part', 'reports._line'
        ]) }} as row_key,
        reports.organisation_key,
        organisations.organisation_name,
        reports.company_number,
    {%- for _, column, _ in columns %}
        reports.{{ column }},
    {%- endfor %}
        row_number() over (
            partition by reports.organisation_key
            order by
    {%- for column in latest_by %}
                reports.{{ column }} desc nulls last,
    {%- endfor %}
                reports._raw_sha256 asc, reports._part asc, reports._line asc
        ) = 1 as is_latest,
        reports.as_of_date,
        reports.source_age_days,
        reports._source_url,
        reports._raw_sha256,
        reports._part,
        reports._line
    from {{ reports }} as reports
    inner join {{ organisations }} as organisations
        on reports.organisation_key = organisations.organisation_key
{%- endmacro %}
