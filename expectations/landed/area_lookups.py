"""Gate 1 of the lookups of areas."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import landed_suite
from expectations.rules import JUDGED, Rule, Suite, none_where, share_filled, unique
from expectations.shapes import STATISTICAL_CODE, not_like


def _codes(*columns: str) -> Rule:
    return none_where(
        "codes_are_codes",
        " or ".join(f"({not_like(column, STATISTICAL_CODE)})" for column in columns),
        severity="critical",
        because="ONS coding and naming policy: a letter and eight digits",
    )


LSOA_DISTRICTS = landed_suite(
    "area_lookups.lsoa_districts",
    unique(
        ["lsoa21_code", "ward_code", "district_code"],
        severity="critical",
        because="ONS: one row a small area and the ward it is fitted to",
    ),
    share_filled("lsoa21_code", Decimal(1), severity="critical", because="the key of the lookup"),
    _codes("lsoa21_code", "ward_code", "district_code"),
)
DISTRICT_REGIONS = landed_suite(
    "area_lookups.district_regions",
    unique(["district_code"], severity="critical", because="a district lies in one region"),
    share_filled("region_code", Decimal(1), severity="critical", because="the list is of regions"),
    share_filled("district_name", Decimal("0.9"), severity="warning", because=JUDGED),
    _codes("district_code", "region_code"),
)

SUITES: Mapping[str, Suite] = {
    "lsoa_districts": LSOA_DISTRICTS,
    "district_regions": DISTRICT_REGIONS,
}
