{#
    Whether the words of a country (capitals and single spaces) are the United Kingdom or a
    nation of it. Owners of companies write it in many ways; any other word is no.
#}
{% macro names_the_uk(words) -%}
    {{ words }} in (
        'UNITED KINGDOM', 'THE UNITED KINGDOM', 'UK', 'U K', 'GREAT BRITAIN', 'GB', 'BRITAIN',
        'ENGLAND', 'ENGLAND UK', 'ENGLAND UNITED KINGDOM', 'ENGLAND AND WALES', 'ENGLAND WALES',
        'WALES', 'SCOTLAND', 'NORTHERN IRELAND', 'UNITED KINGDOM ENGLAND AND WALES',
        'UNITED KINGDOM ENGLAND', 'ENGLAND AND WALES UK', 'ENGLAND AND WALES UNITED KINGDOM'
    )
{%- endmacro %}
