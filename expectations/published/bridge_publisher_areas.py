"""Gate 2 of ``bridge_publisher_areas``."""

from expectations.published.common import always_there, published_suite
from expectations.rules import none_where, unique
from expectations.shapes import STATISTICAL_CODE, not_like

SUITE = published_suite(
    "bridge_publisher_areas",
    "row_key",
    unique(
        ["publisher_id", "district_code"],
        severity="critical",
        because="the model's grain: one row a body and district of its own area",
    ),
    always_there(
        "publisher_id", "is_divided", because="design card: columns promised and never null"
    ),
    none_where(
        "codes_are_codes",
        f"({not_like('district_code', STATISTICAL_CODE)})"
        f" or ({not_like('region_code', STATISTICAL_CODE)})",
        severity="critical",
        because="ONS coding and naming policy: a letter and eight digits",
    ),
    none_where(
        "only_a_divided_place_has_no_district",
        "(district_code is null) <> is_divided or (is_divided and region_code is not null)",
        severity="critical",
        because="promise 2: a code that was divided stands for no one place",
        column="district_code",
    ),
)
