{#
    The form of ownership that a category of the company register stands for, in the words of
    `dim_organisations.ownership_form`. Null without a category. The register writes some
    categories in several ways.
#}
{% macro form_of_category(category) -%}
    case
        when upper({{ category }}) like 'COMMUNITY INTEREST COMPANY%'
            then 'community_interest_company'
        when upper({{ category }}) like '%CHARITABLE INCORPORATED ORGANISATION%'
            then 'charitable_incorporated_organisation'
        when upper({{ category }}) in ('REGISTERED SOCIETY', 'INDUSTRIAL AND PROVIDENT SOCIETY')
            then 'registered_society'
        when upper({{ category }}) = 'LIMITED LIABILITY PARTNERSHIP'
            then 'limited_liability_partnership'
        when upper({{ category }}) like 'LIMITED PARTNERSHIP%' then 'limited_partnership'
        when
            upper({{ category }}) like 'PRI/LTD BY GUAR%' or upper({{ category }}) like 'PRI/LBG%'
            then 'company_limited_by_guarantee'
        when
            upper({{ category }}) = 'PRIVATE LIMITED COMPANY'
            or upper({{ category }}) like 'PRIV LTD SECT%'
            then 'private_limited_company'
        when upper({{ category }}) in ('PUBLIC LIMITED COMPANY', 'OLD PUBLIC COMPANY')
            then 'public_limited_company'
        when upper({{ category }}) like 'PRIVATE UNLIMITED%' then 'unlimited_company'
        when upper({{ category }}) like 'ROYAL CHARTER%' then 'royal_charter_body'
        when upper({{ category }}) like 'OVERSEAS%' then 'overseas_company'
        when trim({{ category }}) <> '' then 'other_company'
    end
{%- endmacro %}

{#
    The form that the first letters of a company number stand for, where they say one. Null for
    the many that do not, digits alone among them.
#}
{% macro form_of_number(company_number) -%}
    case left({{ company_number }}, 2)
        when 'CE' then 'charitable_incorporated_organisation'
        when 'CS' then 'charitable_incorporated_organisation'
        when 'OC' then 'limited_liability_partnership'
        when 'SO' then 'limited_liability_partnership'
        when 'NC' then 'limited_liability_partnership'
        when 'LP' then 'limited_partnership'
        when 'SL' then 'limited_partnership'
        when 'NL' then 'limited_partnership'
        when 'IP' then 'registered_society'
        when 'SP' then 'registered_society'
        when 'NP' then 'registered_society'
        when 'RS' then 'registered_society'
        when 'RC' then 'royal_charter_body'
        when 'SR' then 'royal_charter_body'
        when 'NR' then 'royal_charter_body'
        when 'FC' then 'overseas_company'
        when 'SF' then 'overseas_company'
        when 'NF' then 'overseas_company'
        when 'OE' then 'overseas_company'
    end
{%- endmacro %}
