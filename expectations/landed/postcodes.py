"""Gate 1 of the two postcode files of ONS, which land the same columns."""

from decimal import Decimal

from expectations.landed.common import landed_suite
from expectations.rules import JUDGED, Suite, none_where, rows_between, share_where, unique
from expectations.shapes import STATISTICAL_CODE, filled, not_like, not_postcode

LSOA = "^([EWSNLM][0-9]{8}|95[0-9A-Z]{6})$"
"""Northern Ireland wrote eight signs of its own until 2021."""
MONTH = "^[0-9]{4}(0[1-9]|1[0-2])$"


def postcodes_suite(name: str) -> Suite:
    """Return the suite of the table ``name``: postcodes, live and ended."""
    return landed_suite(
        name,
        rows_between(1, severity="critical", because="a lookup without postcodes is not one"),
        share_where(
            "postcode_mostly_shaped",
            f"not coalesce({filled('postcode')}, false) or {not_postcode('postcode')}",
            Decimal("0.01"),
            severity="critical",
            because="Royal Mail's postcode format; a few old postcodes keep letters since dropped. "
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
            because="from Scilly to Shetland; 99.999999 stands where there is no grid reference",
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
        none_where(
            "grid_reference_is_whole",
            f"({filled('easting')}) <> ({filled('northing')})",
            severity="critical",
            because="arithmetic: a point has two coordinates; distances are measured from it",
            column="easting",
        ),
        none_where(
            "lsoa_shape",
            f"({not_like('lsoa11_code', LSOA)}) or ({not_like('lsoa21_code', LSOA)})",
            severity="warning",
            because="ONS coding and naming policy; deprivation is joined by it",
            column="lsoa21_code",
        ),
    )
