{#
    The notice services that land releases, by the name of their source.
#}
{% macro notice_services() -%}
    {{ return([
        'find_a_tender', 'contracts_finder', 'public_contracts_scotland', 'sell2wales'
    ]) }}
{%- endmacro %}

{#
    The rows of one table of every notice service, release by release as they landed.
#}
{% macro rows_of_services(table) -%}
    {%- for service in notice_services() %}
    select * from {{ ref('stg_' ~ service ~ '__' ~ table) }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
{%- endmacro %}

{#
    The service a row comes from: a column of the compiled tables, else the source itself.
#}
{% macro service_column(source_id) -%}
    {%- if source_id == 'compiled' -%} source_id {%- else -%} '{{ source_id }}' as source_id {%- endif -%}
{%- endmacro %}
