{#
    Why a name was matched to a company, or to none, in words that stand after "because". `who`
    names it: the body, or the notice.
#}
{% macro match_evidence(who) -%}
    case match_tier
        when 'stated_number'
            then 'the body states number ' || company_number || ' beside it, and the register'
                || ' has that number under a name that agrees'
        when 'stated_elsewhere'
            then 'the body states number ' || company_number || ' beside this name on other lines'
        when 'notice_number'
            then 'a notice of the body states number ' || company_number || ' for this supplier'
        when 'corrected'
            then 'a person looked it up: see the seed match_corrections'
        when 'same_postcode'
            then 'several companies bear the name, and this one is registered at the postcode'
                || ' that the {{ who }} states'
        when 'exact_name' then 'the register has a company of this name'
        when 'previous_name' then 'the register says that this company bore the name before'
        when 'likely_name'
            then 'no company has just this name; of 100 names as like as this one, about '
                || cast(cast(floor(probability * 100) as integer) as string)
                || ' were right when people checked'
        else case unmatched_reason
            when 'stated_number_not_registered'
                then 'the number that the body states is not on the register'
            when 'stated_number_of_another_name'
                then 'the number that the body states belongs to a company of another name'
            when 'company_younger_than_award'
                then 'the company that its name leads to was registered after the award'
            when 'name_given_up_before_award'
                then 'the company that its name leads to had given the name up long before'
            when 'several_companies_of_the_name'
                then case when same_name_count > 7 then 'at least ' else '' end
                    || cast(same_name_count as string) || ' companies '
                    || case when same_former_name_count > 0 then 'bear or bore' else 'bear' end
                    || ' this name, and which of them is meant cannot be told'
            when 'public_body' then 'the name says that it is a public body'
            when 'corrected' then 'a person looked it up: see the seed match_corrections'
            else case
                when rival_count = 0 then 'nothing on the register is like the name'
                else 'no company is likely enough: the likeliest is ' || rival_company_name
            end
        end
    end
{%- endmacro %}
