"""Gate 1 of the list of local authorities."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import landed_suite
from expectations.rules import JUDGED, Suite, none_where, rows_between, share_filled, unique
from expectations.shapes import STATISTICAL_CODE, not_iso_date, not_like

AUTHORITIES = landed_suite(
    "local_authorities.authorities",
    rows_between(1, severity="critical", because="a list without authorities is not one"),
    share_filled(
        "local_authority_code", Decimal(1), severity="critical", because="the publisher's key"
    ),
    unique(
        ["local_authority_code", "start_date"],
        severity="critical",
        because="one row an authority and term of life",
    ),
    share_filled("official_name", Decimal(1), severity="critical", because="places have names"),
    share_filled("gss_code", Decimal("0.9"), severity="critical", because=JUDGED),
    none_where(
        "gss_code_shape",
        not_like("gss_code", STATISTICAL_CODE),
        severity="critical",
        because="ONS coding and naming policy: a letter and eight digits",
        column="gss_code",
    ),
    none_where(
        "dates_are_dates",
        f"{not_iso_date('start_date')} or {not_iso_date('end_date')}",
        severity="critical",
        because="the publisher writes ISO 8601 dates; which authority stood when depends on them",
    ),
)

SUITES: Mapping[str, Suite] = {"authorities": AUTHORITIES}
