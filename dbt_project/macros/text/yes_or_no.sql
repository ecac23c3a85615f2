{#
    Yes or no as the registers write it. Null when the text is prose or blank: neither is no.
#}
{% macro yes_or_no(column) -%}
    case lower(trim({{ column }}))
        when 'true' then true
        when 'yes' then true
        when 'false' then false
        when 'no' then false
    end
{%- endmacro %}

{#
    Several values, one a line in the publisher's cell, as one line: joined by "; ". Null when
    there is none.
#}
{% macro in_one_line(column) -%}
    nullif(
        {{ regex_replace_all(
            regex_replace_all('trim(' ~ column ~ ')', '[\r\n]+', '; '), '[; ]*; $', ''
        ) }},
        ''
    )
{%- endmacro %}
