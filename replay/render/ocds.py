"""What both notice services share: how they write numbers, times, buyers and suppliers."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from decimal import Decimal

from replay.bodies import Body
from replay.companies import Company, Trade
from replay.dates import LONDON

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]
_MARKED = re.compile(r'"\\u0001([^"]*)\\u0001"')

WITHHELD_CONTACT: Mapping[str, Json] = {
    "name": "Contact Withheld",
    "email": "contact.withheld@example.org",
    "telephone": "+44 1632 960001",
}
"""An invented contact on every party, so that tests can look for what must not get through."""


def number(amount: Decimal | str) -> str:
    """Return a marker that ``dumps`` writes as this very number, digit for digit."""
    return f"\x01{amount}\x01"


def dumps(value: Json) -> str:
    """Write JSON with marked numbers as literals, which a float could not carry."""
    return _MARKED.sub(r"\1", json.dumps(value, ensure_ascii=False))


def instant(at: dt.datetime) -> str:
    """Write a UK local time as the services do: ``Z`` in winter, ``+01:00`` in summer."""
    return at.isoformat().replace("+00:00", "Z")


def day_start(day: dt.date) -> str:
    """Write the first instant of a day."""
    return instant(dt.datetime.combine(day, dt.time(), LONDON))


def day_end(day: dt.date) -> str:
    """Write the last second of a day."""
    return instant(dt.datetime.combine(day, dt.time(23, 59, 59), LONDON))


def cpv(trade: Trade) -> dict[str, Json]:
    """Return a CPV classification."""
    return {"scheme": "CPV", "id": trade.cpv, "description": trade.cpv_text}


def gross_of(net: Decimal) -> Decimal:
    """Return an amount with VAT at the standard rate."""
    return (net * Decimal("1.2")).quantize(Decimal("0.01"))


def net_and_gross(net: Decimal) -> dict[str, Json]:
    """Return a value with and without VAT at the standard rate."""
    return {"amountGross": number(gross_of(net)), "amount": number(net), "currency": "GBP"}


def period(start: dt.date, end: dt.date | None, latest: dt.date | None) -> dict[str, Json]:
    """Return a contract period; what is not known is left out."""
    found: dict[str, Json] = {"startDate": day_start(start)}
    if end:
        found["endDate"] = day_end(end)
    if latest:
        found["maxExtentDate"] = day_end(latest)
    return found


def buyer_party(body: Body, party_id: str, scheme: str) -> dict[str, Json]:
    """Return the buyer as a party; ``scheme`` is empty where the service gives no number."""
    identifier: dict[str, Json] = {"legalName": body.title}
    if scheme:
        identifier |= {"scheme": scheme, "id": body.registered_number}
    return {
        "id": party_id,
        "name": body.title,
        "identifier": identifier,
        "address": {
            "streetAddress": "1 Mere Square",
            "locality": "Nowhere-on-Mere",
            "postalCode": body.postcode,
            "country": "GB",
            "countryName": "United Kingdom",
            "region": "UKZ11",
        },
        "contactPoint": dict(WITHHELD_CONTACT),
        "roles": ["buyer"],
        "details": {
            "url": "https://buyer.example.org",
            "classifications": [{"scheme": "UK_CA_TYPE", "id": body.ca_type}],
        },
    }


def supplier_id(company: Company, release_id: str) -> str:
    """Return the party id of a supplier; one in eight is given a number of the service's own."""
    if states_number(company):
        return f"GB-COH-{company.number}"
    return f"GB-FTS-{sum(map(ord, company.number + release_id)) * 7}"


def states_number(company: Company) -> bool:
    """Say whether notices state this company's number: seven in eight do, and no person has one."""
    return bool(company.number) and sum(map(ord, company.number)) % 8 != 3


def supplier_party(company: Company, release_id: str) -> dict[str, Json]:
    """Return a supplier as a party; a few state the number as an additional identifier."""
    party: dict[str, Json] = {
        "id": supplier_id(company, release_id),
        "name": company.name,
        "identifier": {"legalName": company.name},
        "address": {
            "streetAddress": f"{company.address_line.title()} {company.postcode}".strip(),
            "locality": company.town.title(),
            "postalCode": company.postcode.replace(" ", ""),
            "country": "GB",
            "countryName": "United Kingdom",
        },
        "contactPoint": dict(WITHHELD_CONTACT),
        "roles": ["supplier"],
        "details": {"scale": "sme", "vcse": False},
    }
    if not states_number(company):
        return party
    stated: Json = {"scheme": "GB-COH", "id": company.number}
    if sum(map(ord, company.number)) % 8 == 5:
        return party | {
            "identifier": {"scheme": "GB-PPON", "id": _pseudo_ppon(company)},
            "additionalIdentifiers": [stated],
        }
    return party | {"identifier": stated}


def _pseudo_ppon(company: Company) -> str:
    digits = [int(digit) % 9 + 1 for digit in company.number[-4:]]
    return f"PCDG-{''.join(map(str, digits))}-HJLM"
