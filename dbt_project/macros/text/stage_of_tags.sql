{#
    The stage of a procurement that a release's tags name: the furthest one, `unknown` when
    they name none that is known.
#}
{% macro stage_of_tags(tags) -%}
    case
        when {{ tags }} like '%Termination%' or {{ tags }} like '%Cancellation%'
            then 'termination'
        when {{ tags }} like '%implementation%' then 'implementation'
        when {{ tags }} like '%contract%' then 'contract'
        when {{ tags }} like '%award%' then 'award'
        when {{ tags }} like '%tender%' then 'tender'
        when {{ tags }} like '%planning%' then 'planning'
        else 'unknown'
    end
{%- endmacro %}
