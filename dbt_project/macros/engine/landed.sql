{#
    Make the landed folders readable as sources. DuckDB reads the files where they lie
    (`external_location`); Spark is told where they are before anything runs.
#}
{% macro register_landed_sources() -%}
    {{ return(adapter.dispatch('register_landed_sources', 'goldenthread')()) }}
{%- endmacro %}

{% macro default__register_landed_sources() -%}
{%- endmacro %}

{% macro spark__register_landed_sources() -%}
    {%- if execute -%}
        {%- for node in graph.sources.values() -%}
            {%- do run_query('create database if not exists ' ~ node.schema) -%}
            {%- do run_query('drop table if exists ' ~ node.schema ~ '.' ~ node.identifier) -%}
            {%- do run_query(
                'create table ' ~ node.schema ~ '.' ~ node.identifier
                ~ " using parquet location '" ~ env_var('LANDED_DIR')
                ~ '/' ~ node.source_name ~ '/' ~ node.name ~ "'"
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
