"""The registers of charities and of mutual societies, and the government's list of its bodies."""

import json
from collections.abc import Mapping

from replay.companies import Company
from replay.render.archives import zipped
from replay.render.tables import delimited

CHARITY_FILE = "publicextract.charity.zip"
SOCIETY_FILE = "SocietyList.csv"
PAGE_SIZE = 2
ROOT = "https://publishers.aldermere.example/organisations"
CONTACT = "+44 7000 999999"
SOCIETY_HEADER = (
    "Society Number", "Society Suffix", "Full Registation Number", "Society Name", "Registered As",
    "Society Address", "Registration Date", "Deregistration Date", "Registration Act",
    "Standard Industrial Classification Code (SIC)", "Reporting Classification", "Society Status",
)  # fmt: skip


def render_charities(companies: tuple[Company, ...]) -> bytes:
    """Write the archive of one array: every thirtieth company is a charity, and has a branch."""
    owned = [company for company in companies if company.on_register][3::30]
    records = [
        record
        for number, company in enumerate(owned)
        for record in (_charity(company, number, 0), _charity(company, number, 1))
    ]
    text = json.dumps(records, ensure_ascii=False)
    return zipped({"publicextract.charity.json": text.encode("utf-8-sig")})


def _charity(company: Company, number: int, linked: int) -> Mapping[str, object]:
    return {
        "date_of_extract": "2026-03-05T00:00:00",
        "organisation_number": 9990000 + number * 2 + linked,
        "registered_charity_number": 9990000 + number,
        "linked_charity_number": linked,
        "charity_name": company.name if linked == 0 else f"{company.name} BRANCH",
        "charity_type": "Charitable company",
        "charity_registration_status": "Registered",
        "date_of_registration": "2012-05-14T00:00:00",
        "date_of_removal": None,
        "charity_reporting_status": "Submission Received",
        "latest_income": 120000.5,
        "latest_expenditure": None,
        "charity_contact_address1": "Hollyhock Burrow",
        "charity_contact_phone": CONTACT,
        "charity_contact_email": "zebulon@quillfeather-test.example",
        "charity_company_registration_number": company.number.lstrip("0"),
        "charity_is_cio": False,
        "cio_is_dissolved": False,
        "charity_activities": "Telephone Zebulon Quillfeather-Test",
    }


def render_societies() -> bytes:
    """Write the list of societies, with the heading that it misspells."""
    rows = [
        ("9998", "R", "9998R", "Aldermere Allotments Society Limited", "Community Benefit Society",
         "Z Quillfeather-Test, Hollyhock Burrow", "03/05/1971", "", "CCBS 2014", "01130", "Other",
         "Registered"),
        ("9999", "", "9999", "Fenwater Ferrymen Limited", "Co-operative Society",
         "Hollyhock Burrow", "14/08/2015", "30/06/2024", "CCBS 2014", "", "Other", "Deregistered"),
    ]  # fmt: skip
    return delimited([SOCIETY_HEADER, *rows], encoding="utf-8-sig")


ORGANISATIONS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("department-for-lighthouses", "Department for Lighthouses", "Ministerial department", "",
     "board-of-beacons;wreck-commissioners", ""),
    ("tide-tables-office", "Tide Tables Office", "Executive agency", "", "", ""),
    ("board-of-beacons", "Board of Beacons", "Executive non-departmental public body",
     "2019-03-31T00:00:00.000+01:00", "", "department-for-lighthouses"),
    ("wreck-commissioners", "Wreck Commissioners", "Other", "2016-09-30T00:00:00.000+01:00", "",
     "department-for-lighthouses"),
)  # fmt: skip


def render_organisations(page: int) -> Mapping[str, object] | None:
    """Return a page of the government's list, none beyond the last."""
    pages = -(-len(ORGANISATIONS) // PAGE_SIZE)
    if not 1 <= page <= pages:
        return None
    some = ORGANISATIONS[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return {
        "results": [_organisation(row) for row in some],
        "current_page": page,
        "total": len(ORGANISATIONS),
        "pages": pages,
        "page_size": PAGE_SIZE,
    }


def _organisation(row: tuple[str, ...]) -> Mapping[str, object]:
    slug, title, kind, closed, superseded, superseding = row
    return {
        "id": f"{ROOT}/{slug}",
        "title": title,
        "format": kind,
        "web_url": f"{ROOT}/{slug}",
        "details": {
            "slug": slug,
            "abbreviation": None,
            "govuk_status": "closed" if closed else "live",
            "govuk_closed_status": "merged" if closed else None,
            "closed_at": closed or None,
        },
        "parent_organisations": [],
        "superseded_organisations": _named(superseded),
        "superseding_organisations": _named(superseding),
    }


def _named(slugs: str) -> list[Mapping[str, str]]:
    return [{"id": f"{ROOT}/{slug}"} for slug in slugs.split(";") if slug]
