{#
    Whether the values of two agreements are of one known kind and one VAT basis.
#}
{% macro values_compare(one, other) -%}
    {{ one }}.value_kind = {{ other }}.value_kind
    and {{ one }}.value_kind <> 'award_or_ceiling'
    and {{ one }}.vat_basis = {{ other }}.vat_basis
{%- endmacro %}
