{#
    Whether an award may be the ceiling of a framework: Contracts Finder has no word for one, and
    most of what it awards to several suppliers at once is one.
#}
{% macro may_be_a_ceiling() -%}
    source_id = 'contracts_finder' and supplier_count > 1
{%- endmacro %}
