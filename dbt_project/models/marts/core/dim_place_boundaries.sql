with

boundaries as (

    select * from {{ ref('stg_boundaries__districts') }}
    where simplified_coordinates_text is not null

),

deliveries as (

    select * from {{ ref('fct_deliveries') }}
    where source_id = 'boundaries' and outcome = 'landed'

),

{# One file may have been delivered twice: it is one edition, by its last label. #}
editions as (

    select
        _raw_sha256,
        max(period) as edition
    from deliveries
    group by _raw_sha256

),

newest as (

    select
        boundaries.*,
        editions.edition
    from boundaries
    inner join editions
        on boundaries._raw_sha256 = editions._raw_sha256
    qualify row_number() over (
        partition by boundaries.district_code, editions.edition
        order by
            boundaries._fetched_at desc, boundaries._source_url desc, boundaries._raw_sha256 asc,
            boundaries._part asc, boundaries._line asc
    ) = 1

),

final as (

    select
        {{ surrogate_key(['district_code', 'edition']) }} as boundary_key,
        district_code as place_code,
        district_name as place_name,
        edition,
        edition = max(edition) over () as is_newest_edition,
        '{"type": "MultiPolygon", "coordinates": ' || simplified_coordinates_text || '}'
            as outline_geojson,
        'Open Government Licence v3.0' as licence,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from newest

)

select * from final
