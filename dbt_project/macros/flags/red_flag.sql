{#
    The columns of one flag that fired, for the select list of a model of its own. `rule` must be
    the row of the seed red_flag_rules; every other argument is an expression, null where left
    out. `seen` is a sentence of what was seen, and never a judgement.
#}
{% macro red_flag(
    subject, process, flagged_date, seen, award=none, contract=none, supplier=none,
    amount=none, against=none, value_kind=none, vat_basis=none
) -%}
    rule.flag_id,
    {{ subject }} as subject_key,
    {{ process }} as process_key,
    cast({{ award or 'null' }} as string) as award_key,
    cast({{ contract or 'null' }} as string) as contract_key,
    cast({{ supplier or 'null' }} as string) as supplier_organisation_key,
    {{ flagged_date }} as flagged_date,
    {{ seen }} as seen,
    cast({{ value_kind or 'null' }} as string) as value_kind,
    cast({{ vat_basis or 'null' }} as string) as vat_basis,
    cast({{ amount or 'null' }} as decimal(20, 4)) as amount_gbp,
    cast({{ against or 'null' }} as decimal(20, 4)) as against_gbp
{%- endmacro %}

{#
    Pounds in a sentence, to the penny.
#}
{% macro in_pounds(amount) -%}
    '£' || cast(cast({{ amount }} as decimal(20, 2)) as string)
{%- endmacro %}

{#
    A number or a date in a sentence.
#}
{% macro in_words(value) -%}
    cast({{ value }} as string)
{%- endmacro %}

{#
    Days in a sentence.
#}
{% macro in_days(days) -%}
    cast({{ days }} as string) || case when {{ days }} = 1 then ' day' else ' days' end
{%- endmacro %}

{#
    A VAT basis in a sentence.
#}
{% macro vat_in_words(basis) -%}
    case {{ basis }} when 'net' then 'without VAT' when 'gross' then 'with VAT' else 'VAT unknown' end
{%- endmacro %}
