{#
    Figures that only fill a box: a penny, ten pence, a pound, and seven nines or more. A contract
    worth exactly that is lost among them, and its text is kept.
#}
{% macro placeholder_amounts() -%}
    {{ return([
        '0.01', '0.1', '1', '9999999', '9999999.99', '99999999', '99999999.99', '999999999',
        '999999999.99', '9999999999', '9999999999.99'
    ]) }}
{%- endmacro %}

{#
    An amount of a notice in pounds. Null when it is in another currency, nought, or a
    placeholder: none of these is what anything costs.
#}
{% macro pounds_of(currency, amount) -%}
    case
        when
            coalesce({{ currency }}, 'GBP') = 'GBP'
            and {{ amount }} <> 0
            and {{ amount }} not in ({{ placeholder_amounts() | join(', ') }})
            then {{ amount }}
    end
{%- endmacro %}

{#
    Whether a service says which of its amounts hold VAT. Only Find a Tender does: there one
    amount leaves it out and the other holds it.
#}
{% macro says_vat(source_id) -%}
    {{ source_id }} = 'find_a_tender'
{%- endmacro %}

{#
    The value a notice states, in pounds: without VAT where it says so, else with. Null when it
    states none, or none that can be believed.
#}
{% macro value_in_pounds(currency, net, gross) -%}
    coalesce({{ pounds_of(currency, net) }}, {{ pounds_of(currency, gross) }})
{%- endmacro %}

{#
    Whether the value that `value_in_pounds` took holds VAT: `net`, `gross`, or `unknown` where
    there is no value or the service does not say.
#}
{% macro vat_basis_of(source_id, currency, net, gross) -%}
    case
        when not {{ says_vat(source_id) }} then 'unknown'
        when {{ pounds_of(currency, net) }} is not null then 'net'
        when {{ pounds_of(currency, gross) }} is not null then 'gross'
        else 'unknown'
    end
{%- endmacro %}

{#
    What is to be thought of a value: `stated`; `missing`; `unreadable`, where it is no number;
    `other_currency`; `zero`; `placeholder`. The best of its two amounts decides.
#}
{% macro value_quality_of(currency, net, gross, net_text, gross_text) -%}
    case
        when coalesce({{ net_text }}, {{ gross_text }}) is null then 'missing'
        when coalesce({{ net }}, {{ gross }}) is null then 'unreadable'
        when coalesce({{ currency }}, 'GBP') <> 'GBP' then 'other_currency'
        when {{ value_in_pounds(currency, net, gross) }} is not null then 'stated'
        when coalesce({{ net }}, 0) = 0 and coalesce({{ gross }}, 0) = 0 then 'zero'
        else 'placeholder'
    end
{%- endmacro %}

{#
    The five columns that say what a value is, from those with which staging gives it: the pounds
    without VAT, with it, and the better known of the two; `vat_basis`; and `value_quality`.
#}
{% macro value_columns(thing) -%}
    {%- set currency = thing ~ '.value_currency' -%}
    {%- set net, gross = thing ~ '.amount_net', thing ~ '.amount_gross' -%}
    case when {{ says_vat(thing ~ '.source_id') }} then {{ pounds_of(currency, net) }} end
        as value_net_gbp,
        {{ pounds_of(currency, gross) }} as value_gross_gbp,
        {{ value_in_pounds(currency, net, gross) }} as value_gbp,
        {{ vat_basis_of(thing ~ '.source_id', currency, net, gross) }} as vat_basis,
        {{ value_quality_of(
            currency, net, gross, thing ~ '.value_text', thing ~ '.value_gross_text'
        ) }} as value_quality
{%- endmacro %}
