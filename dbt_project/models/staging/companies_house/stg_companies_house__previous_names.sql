with

source as (

    select * from {{ source('companies_house', 'companies') }}

),

final as (

    {% for position in range(1, 11) %}
        select
            {{ clean_company_number('companynumber') }} as company_number,
            companynumber as company_number_text,
            cast({{ position }} as integer) as name_position,
            nullif({{ unescape_html('previousname_' ~ position ~ '_companyname') }}, '')
                as previous_company_name,
            previousname_{{ position }}_companyname as previous_company_name_text,
            {{ parse_published_date('previousname_' ~ position ~ '_condate', "'dmy'") }}
                as name_changed_date,
            previousname_{{ position }}_condate as name_changed_date_text,
            try_cast(snapshot_month || '-01' as date) as snapshot_month,
            {{ provenance() }}
        from source
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select * from final
