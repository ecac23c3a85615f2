"""Gate 1 of the company register."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import landed_suite
from expectations.rules import (
    JUDGED,
    Suite,
    none_where,
    rows_between,
    share_filled,
    share_where,
    unique,
)
from expectations.shapes import filled, not_like, not_postcode, not_uk_date

MISALIGNED = "above one in a thousand the columns have slipped. " + JUDGED

COMPANIES = landed_suite(
    "companies_house.companies",
    rows_between(1, severity="critical", because="a register without companies is not one"),
    share_where(
        "company_number_mostly_shaped",
        f"CompanyNumber is null or {not_like('CompanyNumber', '^[A-Z0-9]{8}$')}",
        Decimal("0.001"),
        severity="critical",
        because=MISALIGNED,
        column="CompanyNumber",
    ),
    none_where(
        "company_number_shape",
        f"CompanyNumber is null or {not_like('CompanyNumber', '^[A-Z0-9]{8}$')}",
        severity="warning",
        because="Companies House: a company number has eight characters",
        column="CompanyNumber",
    ),
    unique(
        ["CompanyNumber"],
        severity="warning",
        because="Companies House issues a number once; the product has one row a company",
    ),
    share_filled("CompanyName", Decimal("0.999"), severity="critical", because=MISALIGNED),
    share_filled(
        "CompanyStatus",
        Decimal("0.99"),
        severity="warning",
        because="the product states a status for every live company. " + JUDGED,
    ),
    share_filled(
        "IncorporationDate",
        Decimal("0.95"),
        severity="warning",
        because="only the oldest chartered bodies have none. " + JUDGED,
    ),
    share_where(
        "incorporation_date_is_a_date",
        not_uk_date("IncorporationDate"),
        Decimal("0.001"),
        severity="critical",
        because="the product writes dd/mm/yyyy; " + MISALIGNED,
        column="IncorporationDate",
    ),
    share_where(
        "postcode_shape",
        not_postcode("RegAddress_PostCode"),
        Decimal("0.05"),
        among=filled("RegAddress_PostCode")
        + " and coalesce(nullif(RegAddress_Country, ''), 'UNITED KINGDOM')"
        " in ('UNITED KINGDOM', 'ENGLAND', 'SCOTLAND', 'WALES', 'NORTHERN IRELAND')",
        severity="warning",
        because="Royal Mail's postcode format, asked of UK addresses only. " + JUDGED,
        column="RegAddress_PostCode",
    ),
)

SUITES: Mapping[str, Suite] = {"companies": COMPANIES}
