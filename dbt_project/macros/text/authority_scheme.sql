{#
    The list, as org-id.guide names it, that the code of a local authority of a nation is on.
    Null where the nation is none of the four.
#}
{% macro authority_scheme(nation) -%}
    case {{ nation }}
        when 'England' then 'GB-LAE'
        when 'Scotland' then 'GB-LAS'
        when 'Wales' then 'GB-PLA'
        when 'Northern Ireland' then 'GB-LANI'
    end
{%- endmacro %}
