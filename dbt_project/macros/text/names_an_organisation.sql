{#
    Whether a plain name can only be an organisation's: it has the word of a legal form or of a
    public office, and no title that only a person has. What is not sure of it is no.
#}
{% macro names_an_organisation(plain_name) -%}
    {%- set words = (
        'LIMITED|LTD|PLC|LLP|LP|CIC|INC|INCORPORATED|CORP|CORPORATION|LLC|GMBH|BV|NV|SARL|SAS|AG|KG'
        '|AB|AS|OY|SPA|SRL|PTY|PTE|BHD|HOLDINGS|HOLDING|GROUP|COMPANY|PARTNERSHIP|FUND|FOUNDATION'
        '|COUNCIL|UNIVERSITY|COLLEGE|GOVERNMENT|MINISTRY|DEPARTMENT|AUTHORITY|SECRETARY OF STATE'
        '|SOCIETY|ASSOCIATION|CHARITY|NHS'
    ) -%}
    coalesce(
        {{ regex_matches("' ' || " ~ plain_name ~ " || ' '", ' (' ~ words ~ ') ') }}
        and not {{ regex_matches("' ' || " ~ plain_name ~ " || ' '", personal_title()) }},
        false
    )
{%- endmacro %}
