"""Gate 1 of the boundaries of districts."""

from collections.abc import Mapping

from expectations.landed.common import landed_suite
from expectations.rules import Suite, none_where, rows_between, unique
from expectations.shapes import STATISTICAL_CODE, not_like, one_of

DISTRICTS = landed_suite(
    "boundaries.districts",
    rows_between(1, severity="critical", because="a map without areas is not one"),
    unique(["district_code"], severity="critical", because="one boundary a district"),
    none_where(
        "district_code_shape",
        f"district_code is null or {not_like('district_code', STATISTICAL_CODE)}",
        severity="critical",
        because="ONS coding and naming policy: a letter and eight digits",
        column="district_code",
    ),
    none_where(
        "geometry_is_an_area",
        f"not coalesce({one_of('geometry_type', ('Polygon', 'MultiPolygon'))}, false)",
        severity="critical",
        because="RFC 7946: an area is a polygon or several",
        column="geometry_type",
    ),
    none_where(
        "no_area_lost_in_simplifying",
        "simplified_coordinates is null or simplified_coordinates = '[]'"
        " or length(simplified_coordinates) > length(coordinates) + 4",
        severity="critical",
        because="promise 1: a smaller map still has every district",
        column="simplified_coordinates",
    ),
)

SUITES: Mapping[str, Suite] = {"districts": DISTRICTS}
