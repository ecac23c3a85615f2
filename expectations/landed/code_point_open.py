"""Gate 1 of Code-Point Open."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import landed_suite
from expectations.rules import JUDGED, Suite, none_where, rows_between, share_where, unique
from expectations.shapes import STATISTICAL_CODE, not_like, not_postcode, one_of

QUALITIES = ("10", "20", "30", "40", "50", "60", "90")

POSTCODES = landed_suite(
    "code_point_open.postcodes",
    rows_between(1, severity="critical", because="a list without postcodes is not one"),
    unique(["postcode"], severity="critical", because="Ordnance Survey: one row a postcode"),
    share_where(
        "postcode_mostly_shaped",
        not_postcode("postcode"),
        Decimal("0.01"),
        severity="critical",
        because="Royal Mail's postcode format. " + JUDGED,
        column="postcode",
    ),
    none_where(
        "district_code_shape",
        not_like("district_code", STATISTICAL_CODE),
        severity="critical",
        because="ONS coding and naming policy: a letter and eight digits",
        column="district_code",
    ),
    none_where(
        "positional_quality_known",
        f"not coalesce({one_of('positional_quality', QUALITIES)}, false)",
        severity="critical",
        because="product guide: 10 best to 60, and 90 where there are no coordinates",
        column="positional_quality",
    ),
    none_where(
        "on_the_british_grid",
        "positional_quality <> '90' and not coalesce("
        "try_cast(easting as bigint) between 1 and 700000"
        " and try_cast(northing as bigint) between 1 and 1300000, false)",
        severity="critical",
        because="the British National Grid is 700 by 1,300 km; distances are measured on it",
        column="easting",
    ),
)

SUITES: Mapping[str, Suite] = {"postcodes": POSTCODES}
