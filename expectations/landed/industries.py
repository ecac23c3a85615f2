"""Gate 1 of the industries of SIC 2007."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import landed_suite
from expectations.rules import Suite, none_where, rows_between, share_filled, unique
from expectations.shapes import not_like

CODES = landed_suite(
    "industries.codes",
    rows_between(1, severity="critical", because="a list without industries is not one"),
    unique(["code"], severity="critical", because="one row an industry"),
    share_filled("description", Decimal(1), severity="critical", because="a code without words"),
    none_where(
        "code_shape",
        f"code is null or {not_like('code', '^([A-U]|[0-9]{2}([.]?[0-9]([0-9](/?[0-9])?)?)?)$')}",
        severity="critical",
        because="SIC 2007: 21 sections A to U, then two to five digits",
        column="code",
    ),
)

SUITES: Mapping[str, Suite] = {"codes": CODES}
