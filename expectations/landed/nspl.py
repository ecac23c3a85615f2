"""Gate 1 of the postcode lookup."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import landed_suite
from expectations.rules import JUDGED, Suite, none_where, rows_between, share_where, unique
from expectations.shapes import STATISTICAL_CODE, filled, not_like, not_postcode

MONTH = "^[0-9]{4}(0[1-9]|1[0-2])$"

POSTCODES = landed_suite(
    "nspl.postcodes",
    rows_between(1, severity="critical", because="a lookup without postcodes is not one"),
    share_where(
        "postcode_mostly_shaped",
        f"not coalesce({filled('postcode')}, false) or {not_postcode('postcode')}",
        Decimal("0.01"),
        severity="critical",
        because="Royal Mail's postcode format; a few old postcodes keep letters it has dropped. "
        + JUDGED,
        column="postcode",
    ),
    unique(["postcode"], severity="critical", because="ONS: one row a postcode, live or ended"),
    none_where(
        "district_code_shape",
        not_like("district_code", STATISTICAL_CODE),
        severity="critical",
        because="ONS coding and naming policy: a letter and eight digits, E99999999 for none",
        column="district_code",
    ),
    none_where(
        "district_where_there_is_a_grid_reference",
        f"not coalesce({filled('district_code')}, false)"
        " and try_cast(latitude as decimal(9, 6)) <> 99.999999",
        severity="critical",
        because="ONS user guide: a postcode with a grid reference lies in a district",
        column="district_code",
    ),
    none_where(
        "introduced_is_a_month",
        f"introduced is null or {not_like('introduced', MONTH)}",
        severity="warning",
        because="ONS user guide: dointr is yyyymm",
        column="introduced",
    ),
    none_where(
        "terminated_is_a_month",
        not_like("terminated", MONTH),
        severity="critical",
        because="ONS user guide: doterm is yyyymm, blank while live; live is read from it",
        column="terminated",
    ),
    none_where(
        "coordinates_in_these_islands",
        "not (try_cast(latitude as decimal(9, 6)) between 49 and 61"
        " and try_cast(longitude as decimal(9, 6)) between -9 and 2)"
        " and try_cast(latitude as decimal(9, 6)) <> 99.999999",
        severity="warning",
        because="from Scilly to Shetland; ONS writes 99.999999 where there is no grid reference",
        column="latitude",
    ),
    share_where(
        "some_postcodes_live",
        filled("terminated"),
        Decimal("0.8"),
        severity="warning",
        because="1.8 of 2.7 million were live in 2021; fewer than a fifth means doterm was "
        "misread. " + JUDGED,
        column="terminated",
    ),
)

SUITES: Mapping[str, Suite] = {"postcodes": POSTCODES}
