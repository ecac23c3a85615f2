"""Gate 1 of the English indices of deprivation."""

from collections.abc import Mapping

from expectations.landed.common import landed_suite
from expectations.rules import Suite, none_where, rows_between, unique
from expectations.shapes import filled, not_like

AREAS = landed_suite(
    "deprivation.areas",
    rows_between(
        1,
        40000,
        severity="critical",
        because="England has 32,844 small areas of 2011 and 33,755 of 2021: an index of more is "
        "another, or of several nations, which are never ranked together",
    ),
    unique(["lsoa11_code", "lsoa21_code"], severity="critical", because="one rank a small area"),
    none_where(
        "one_vintage_a_row",
        f"coalesce({filled('lsoa11_code')}, false) = coalesce({filled('lsoa21_code')}, false)",
        severity="critical",
        because="each edition is on the small areas of one census, and joined on those only",
    ),
    none_where(
        "england_only",
        f"({not_like('lsoa11_code', '^E01[0-9]{6}$')})"
        f" or ({not_like('lsoa21_code', '^E01[0-9]{6}$')})",
        severity="critical",
        because="E01 is England's small areas; the nations' indices are not comparable",
    ),
    none_where(
        "decile_is_one_of_ten",
        "imd_decile is null or not regexp_matches(imd_decile, '^([1-9]|10)([.]0+)?$')",
        severity="critical",
        because="a decile is 1, most deprived, to 10",
        column="imd_decile",
    ),
    none_where(
        "rank_in_england",
        "imd_rank is null or not regexp_matches(imd_rank, '^[1-9][0-9]{0,4}([.]0+)?$')",
        severity="critical",
        because="a rank is a whole number from 1, most deprived",
        column="imd_rank",
    ),
)

SUITES: Mapping[str, Suite] = {"areas": AREAS}
