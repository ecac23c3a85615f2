"""Gate 1 of the common procurement vocabulary."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import landed_suite
from expectations.rules import Suite, none_where, rows_between, share_filled, unique
from expectations.shapes import not_like

CODES = landed_suite(
    "purchase_codes.codes",
    rows_between(1, severity="critical", because="a vocabulary without codes is not one"),
    unique(["code"], severity="critical", because="one row a code"),
    share_filled("label", Decimal(1), severity="critical", because="a code without words"),
    none_where(
        "code_shape",
        f"code is null or {not_like('code', '^[0-9]{8}(-[0-9])?$')}",
        severity="critical",
        because="Regulation 213/2008: eight digits and a check digit, as text: some begin with 0",
        column="code",
    ),
)

SUITES: Mapping[str, Suite] = {"codes": CODES}
