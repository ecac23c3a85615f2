"""Gate 2 of ``dim_place_boundaries``."""

from expectations.published.common import PROVENANCE_WHOLE, always_there, published_suite
from expectations.rules import none_where, unique
from expectations.shapes import STATISTICAL_CODE, not_like

SUITE = published_suite(
    "dim_place_boundaries",
    "boundary_key",
    PROVENANCE_WHOLE,
    unique(
        ["place_code", "edition"],
        severity="critical",
        because="the model's grain: one outline a district and edition",
    ),
    always_there("edition", "licence", because="an outline is used under its edition's terms"),
    none_where(
        "place_code_shape",
        f"place_code is null or {not_like('place_code', STATISTICAL_CODE)}",
        severity="critical",
        because="ONS coding and naming policy: a letter and eight digits",
        column="place_code",
    ),
    none_where(
        "outline_is_an_area",
        "not coalesce(case when json_valid(outline_geojson) then"
        " json_extract_string(outline_geojson, '$.type') = 'MultiPolygon'"
        " and json_array_length(outline_geojson, '$.coordinates') > 0 end, false)",
        severity="critical",
        because="RFC 7946: a MultiPolygon has polygons",
        column="outline_geojson",
    ),
)
