"""The basic company data product: 55 columns, some of which begin with a space."""

import datetime as dt

from replay.companies import Company
from replay.render.archives import zipped
from replay.render.tables import delimited

_PREVIOUS = [
    name
    for number in range(1, 11)
    for name in (
        f"{' ' if number == 2 else ''}PreviousName_{number}.CONDATE",
        f" PreviousName_{number}.CompanyName",
    )
]
HEADER: tuple[str, ...] = (
    "CompanyName", " CompanyNumber", "RegAddress.CareOf", "RegAddress.POBox",
    "RegAddress.AddressLine1", " RegAddress.AddressLine2", "RegAddress.PostTown",
    "RegAddress.County", "RegAddress.Country", "RegAddress.PostCode", "CompanyCategory",
    "CompanyStatus", "CountryOfOrigin", "DissolutionDate", "IncorporationDate",
    "Accounts.AccountRefDay", "Accounts.AccountRefMonth", "Accounts.NextDueDate",
    "Accounts.LastMadeUpDate", "Accounts.AccountCategory", "Returns.NextDueDate",
    "Returns.LastMadeUpDate", "Mortgages.NumMortCharges", "Mortgages.NumMortOutstanding",
    "Mortgages.NumMortPartSatisfied", "Mortgages.NumMortSatisfied", "SICCode.SicText_1",
    "SICCode.SicText_2", "SICCode.SicText_3", "SICCode.SicText_4",
    "LimitedPartnerships.NumGenPartners", "LimitedPartnerships.NumLimPartners", "URI",
    *_PREVIOUS, "ConfStmtNextDueDate", " ConfStmtLastMadeUpDate",
)  # fmt: skip
PRODUCT = "BasicCompanyDataAsOneFile-2026-03-01"
SURPLUS_FIELD_AT = 123
"""The record with one field too many."""


def render_product(companies: tuple[Company, ...]) -> bytes:
    """Write the zip of every company that is on the register."""
    live = [company for company in companies if company.on_register]
    rows = [HEADER, *(_row(company) for company in live)]
    rows[SURPLUS_FIELD_AT] = (*rows[SURPLUS_FIELD_AT], "")
    return zipped({f"{PRODUCT}.csv": delimited(rows, quote_all=True)})


def render_index() -> str:
    """Write the page that links to the product."""
    return (
        "<!DOCTYPE html><html><head><title>Company data product</title></head><body>"
        "<h1>Free Company Data Product</h1><h2>Company data as one file:</h2><ul>"
        f'<li><a href="{PRODUCT}.zip">{PRODUCT}.zip (1Mb)</a></li></ul>'
        '<p>Also see the <a href="en_pscdata.html">PSC snapshot</a>.</p></body></html>'
    )


def _industries(company: Company) -> tuple[str, str, str, str]:
    """Return what a company filed: its trade, but for some less, more, or too old a code."""
    said = company.trade.sic
    at = int(company.number[-3:]) % 25
    beside = {
        3: ("81300 - Landscape service activities", said),
        7: (said, "78109 - Other activities of employment placement agencies"),
    }
    instead = {
        11: "None Supplied",
        15: "7487 - Other business activities",
        19: "99999 - Dormant Company",
    }
    first, second = beside.get(at, (instead.get(at, said), ""))
    return first, second, "", ""


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _row(company: Company) -> tuple[str, ...]:
    name = company.name.replace(" & ", " &AMP; ").replace("'", "&#039;")
    previous = [_day(company.renamed_on), company.previous_name]
    return (
        name, company.number, "", "", company.address_line, "", company.town, "", "ENGLAND",
        company.postcode, company.category, company.status, "United Kingdom", "",
        _day(company.incorporated), "31", "3", "31/12/2026", "31/03/2025",
        company.accounts, "", "", "0", "0", "0", "0", *_industries(company), "0",
        "0", f"http://business.data.gov.uk/id/company/{company.number}", *previous,
        *[""] * 18, "14/06/2026", "31/05/2025",
    )  # fmt: skip
