{#
    The key of an organisation from the best that is known of it: its company number, else an
    identifier that means the same in every notice, else its name. Null when nothing is known.
#}
{% macro organisation_key(company_number, scheme, identifier, name) -%}
    case
        when {{ company_number }} is not null
            then {{ surrogate_key(["'GB-COH'", company_number]) }}
        when {{ is_lasting_identifier(scheme, identifier) }}
            then {{ surrogate_key([scheme, identifier]) }}
        when {{ name }} is not null then {{ surrogate_key(["'name'", name]) }}
    end
{%- endmacro %}

{#
    Whether an identifier names the same organisation wherever it stands. Each notice service
    numbers parties for itself, anew in every notice, and such a number names nobody.
#}
{% macro is_lasting_identifier(scheme, identifier) -%}
    coalesce(
        {{ identifier }} <> ''
        and {{ scheme }} <> ''
        and {{ scheme }} not in ('GB-COH', 'GB-FTS', 'GB-CFS'),
        false
    )
{%- endmacro %}
