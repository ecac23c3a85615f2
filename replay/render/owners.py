"""The snapshot of who controls companies: companies, and people whom nobody may land."""

import json

from replay.companies import Company
from replay.render.archives import zipped

SNAPSHOT = "psc-snapshot-2026-03-05"
PARTS = 2
NEVER_LANDED = ("Quillfeather-Test", "Marzipanovia", "Hollyhock Burrow")
"""A person's surname, nationality and house: they are served, and must be found nowhere after."""

MAJORITY = "ownership-of-shares-75-to-100-percent"
HALF = "ownership-of-shares-25-to-50-percent"


def render_owners_index() -> str:
    """Write the page that links to the snapshot's parts."""
    names = [part_name(number) for number in range(1, PARTS + 1)]
    links = "".join(f'<li><a href="{name}">{name}</a></li>' for name in names)
    return f"<!DOCTYPE html><html><body><h1>PSC data</h1><ul>{links}</ul></body></html>"


def part_name(number: int) -> str:
    """Return what a part of the snapshot is called."""
    return f"{SNAPSHOT}_{number}of{PARTS}.zip"


def render_owners(companies: tuple[Company, ...]) -> tuple[bytes, ...]:
    """Write the parts: every company has a person, and some a company or more above them."""
    live = [company for company in companies if company.on_register]
    lines = [_person(company, number) for number, company in enumerate(live)]
    lines += [line for at, company in enumerate(live) for line in _owners(live, at, company)]
    lines.append({"company_number": live[0].number, "data": {
        "kind": "super-secure-person-with-significant-control",
        "description": "super-secure-persons-with-significant-control",
    }})  # fmt: skip
    lines.append({"company_number": live[1].number, "data": {
        "kind": "persons-with-significant-control-statement",
        "statement": "no-individual-or-entity-with-significant-control",
    }})  # fmt: skip
    lines.append({"data": {
        "kind": "totals#persons-of-significant-control-snapshot",
        "persons_of_significant_control_count": len(lines),
    }})  # fmt: skip
    half = len(lines) // 2
    return tuple(
        zipped({part_name(number).replace(".zip", ".txt"): _text(some)})
        for number, some in enumerate((lines[:half], lines[half:]), 1)
    )


def _text(lines: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines).encode()


def _owners(live: list[Company], at: int, company: Company) -> list[dict[str, object]]:
    """Chains of three, two that own each other, two halves, one from abroad, one long gone."""
    if at % 20 == 4 and at + 2 < len(live):
        return [
            _entity(company, live[at + 1], MAJORITY),
            _entity(live[at + 1], live[at + 2], MAJORITY),
        ]
    if at % 100 == 10:
        return [_entity(company, live[at + 1], MAJORITY), _entity(live[at + 1], company, MAJORITY)]
    if at % 50 == 12:
        return [_entity(company, live[at + 1], HALF), _entity(company, live[at + 2], HALF)]
    if at % 50 == 15:
        return [_entity(company, live[at + 1], MAJORITY, country="Marzipan Isles")]
    if at % 50 == 16:
        return [_entity(company, live[at + 1], MAJORITY, ceased="2024-06-30")]
    return []


def _entity(
    company: Company, owner: Company, nature: str, *, country: str = "England", ceased: str = ""
) -> dict[str, object]:
    data: dict[str, object] = {
        "kind": "corporate-entity-person-with-significant-control",
        "name": owner.name.title(),
        "etag": "0" * 40,
        "address": {"postal_code": owner.postcode, "country": country, "premises": "1"},
        "identification": {
            "registration_number": owner.number.lstrip("0"),
            "country_registered": country,
            "place_registered": "Companies House",
            "legal_form": "Limited Company",
            "legal_authority": "Companies Act 2006",
        },
        "natures_of_control": [nature],
        "notified_on": "2019-05-03",
        "links": {
            "self": f"/company/{company.number}/persons-with-significant-control/"
            f"corporate-entity/{owner.number}"
        },
    }
    if ceased:
        data["ceased_on"] = ceased
    return {"company_number": company.number, "data": data}


def _person(company: Company, number: int) -> dict[str, object]:
    """Somebody who cannot exist, told of as the register tells of people."""
    return {"company_number": company.number, "data": {
        "kind": "individual-person-with-significant-control",
        "name": f"Mr Zebulon {number} Quillfeather-Test",
        "name_elements": {"forename": "Zebulon", "surname": "Quillfeather-Test", "title": "Mr"},
        "date_of_birth": {"month": 13, "year": 1800},
        "nationality": "Marzipanovian of Marzipanovia",
        "address": {"premises": "Hollyhock Burrow", "postal_code": company.postcode},
        "country_of_residence": "Marzipanovia",
        "natures_of_control": [MAJORITY],
        "notified_on": "2018-01-01",
        "links": {
            "self": f"/company/{company.number}/persons-with-significant-control/"
            f"individual/{number}"
        },
    }}  # fmt: skip
