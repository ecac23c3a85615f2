{#
    The value a notice states, in pounds: without VAT where it says so, else with. Null when it
    states none or states it in another currency.
#}
{% macro value_in_pounds(currency, net, gross) -%}
    case when coalesce({{ currency }}, 'GBP') = 'GBP' then coalesce({{ net }}, {{ gross }}) end
{%- endmacro %}

{#
    Whether the value that `value_in_pounds` took holds VAT: `net`, `gross`, or `unknown` where there
    is no value or the service (Contracts Finder) does not say.
#}
{% macro vat_basis_of(source_id, currency, net, gross) -%}
    case
        when {{ source_id }} = 'contracts_finder' or coalesce({{ currency }}, 'GBP') <> 'GBP'
            then 'unknown'
        when {{ net }} is not null then 'net'
        when {{ gross }} is not null then 'gross'
        else 'unknown'
    end
{%- endmacro %}
