{#
    What a match is after people have had their say: the columns a finding in `corrections` decides,
    and where there is none what the rules decided, given as expressions. A finding of `none` says
    that the name is no company's.
#}
{% macro corrected_match(match_tier, unmatched_reason, company_number, probability) -%}
    case
        when corrections.company_number = 'none' then 'none'
        when corrections.company_number is not null then 'corrected'
        else {{ match_tier }}
    end as match_tier,
    case
        when corrections.company_number = 'none' then 'corrected'
        when corrections.company_number is null then {{ unmatched_reason }}
    end as unmatched_reason,
    case
        when corrections.company_number is null then {{ company_number }}
        else nullif(corrections.company_number, 'none')
    end as company_number,
    case when corrections.company_number is null then {{ probability }} end as probability
{%- endmacro %}
