with

suppliers as (

    select * from {{ ref('int_award_suppliers_current') }}

),

parties as (

    select * from {{ ref('int_parties_identified') }}

),

names as (

    select * from {{ ref('int_names_classified') }}

),

named as (

    select
        suppliers.source_id,
        suppliers.ocid,
        suppliers.award_id,
        suppliers.supplier_number,
        suppliers.supplier_count,
        coalesce(suppliers.supplier_name, parties.party_name) as supplier_name,
        parties.company_number,
        parties.organisation_key,
        parties.identified_by,
        parties.scale,
        parties.postcode as supplier_postcode,
        coalesce(
            suppliers.is_sme, parties.is_sme,
            case parties.scale when 'sme' then true when 'large' then false end
        ) as stated_sme,
        coalesce(suppliers.is_vcse, parties.is_vcse) as stated_vcse,
        suppliers._source_url,
        suppliers._raw_sha256,
        suppliers._part,
        suppliers._line,
        suppliers._fetched_at
    from suppliers
    left join parties
        on
            suppliers.source_id = parties.source_id
            and suppliers.ocid = parties.ocid
            and suppliers.release_id = parties.release_id
            and suppliers.supplier_party_id = parties.party_id

),

classified as (

    select
        named.*,
        names.normalised_name,
        case
            when named.company_number is not null then 'company'
            else coalesce(names.payee_class, 'unknown')
        end as supplier_class
    from named
    left join names
        on named.supplier_name = names.name_text

),

final as (

    select
        source_id,
        ocid,
        award_id,
        supplier_number,
        supplier_count,
        supplier_class,
        company_number,
        identified_by,
        {# What the name is compared by; of a person too, so it goes into no published table. #}
        normalised_name,
        stated_sme,
        stated_vcse,
        scale,
        supplier_postcode,
        concat(source_id, ' at ', coalesce(supplier_postcode, 'no postcode')) as named_by,
        case when supplier_class not in ('person', 'redacted') then supplier_name end
            as supplier_name,
        case
            when supplier_class not in ('person', 'redacted')
                then coalesce(
                    organisation_key,
                    {{ organisation_key('null', 'null', 'null', 'normalised_name') }}
                )
        end as supplier_organisation_key,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from classified

)

select * from final
