{#
    Whether a landed row belongs to the copy of a release that is kept in `int_releases_ordered`:
    the same release, out of the same record of the same document.
#}
{% macro is_of_release(landed, releases='releases') -%}
    {%- set keys = ['source_id', 'ocid', 'release_id', '_raw_sha256', '_part', '_line'] -%}
    {%- for key in keys -%}
        {{ landed }}.{{ key }} = {{ releases }}.{{ key }}{{ ' and ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{#
    Whether two rows are of one procurement.
#}
{% macro is_of_process(one, other) -%}
    {{ one }}.source_id = {{ other }}.source_id and {{ one }}.ocid = {{ other }}.ocid
{%- endmacro %}
