"""Contracts Finder releases: older, smaller, and with a buyer number that never stays the same."""

import datetime as dt

from replay.procurement import Award, Process
from replay.render.ocds import (
    Json,
    buyer_party,
    cpv,
    day_end,
    day_start,
    instant,
    number,
    states_number,
    supplier_party,
)
from replay.timelines import Event

NOTICE_URL = "https://www.contractsfinder.service.gov.uk/Notice/"
STATUS = {
    "planning": "planned",
    "tender": "active",
    "tenderUpdate": "active",
    "award": "complete",
}


def render_release(process: Process, event: Event) -> dict[str, Json]:
    """Write one notice as a release."""
    tag = event.notice.removesuffix(" edited")
    suffix = int(event.release_id.rpartition("-")[2])
    buyer_id = f"GB-CFS-{suffix % 899983 + 100000}"
    buyer = buyer_party(process.buyer, buyer_id, "")
    release: dict[str, Json] = {
        "ocid": process.ocid,
        "id": event.release_id,
        "language": "en",
        "date": instant(event.at),
        "tag": [tag],
        "initiationType": "tender",
        "tender": _tender(process, event, tag),
        "buyer": {"id": buyer_id, "name": process.buyer.title},
    }
    if tag != "award":
        return release | {"parties": [buyer]}
    award = process.awards_after(process.events[: process.events.index(event) + 1])[0]
    suppliers: list[Json] = []
    for company in award.suppliers:
        party = supplier_party(company, event.release_id)
        party["id"] = own_supplier_id(company.number, suffix, states_number(company))
        suppliers.append(party)
    return release | {
        "parties": [buyer, *suppliers],
        "awards": [_award(process, event, award, suffix)],
    }


def _tender(process: Process, event: Event, tag: str) -> dict[str, Json]:
    low = process.estimate * 4 // 5
    text = f"{process.trade.category} for {process.buyer.title}."
    broken = "rnrn" if process.number % 7 == 3 else "\r\n\r\n"
    tender: dict[str, Json] = {
        "id": f"REF-{process.number:05d}",
        "title": process.title,
        "description": f"{text}{broken}Quotations are asked for by e\u2011mail \u2013 "
        f"see the notice.",
        "status": STATUS[tag],
        "classification": cpv(process.trade),
        "items": [{"id": "1", "deliveryAddresses": [{"region": "North Marches"},
                                                     {"postalCode": process.buyer.postcode}]}],
        "minValue": {"amount": number(low), "currency": "GBP"},
        "value": {"amount": number(process.estimate), "currency": "GBP"},
        "procurementMethod": "open",
        "procurementMethodDetails": "Open procedure (below threshold)",
        "tenderPeriod": {"endDate": day_end(event.at.date())},
        "suitability": {"sme": True, "vcse": process.number % 2 == 0},
        "mainProcurementCategory": process.trade.main_category,
    }  # fmt: skip
    if process.awards and process.awards[0].end:
        first = process.awards[0]
        tender["contractPeriod"] = _period(first)
    return tender


def _period(award: Award) -> dict[str, Json]:
    found: dict[str, Json] = {"startDate": day_start(award.start)}
    if award.end:
        found["endDate"] = day_end(award.end)
    return found


def own_supplier_id(company_number: str, suffix: int, is_stated: bool) -> str:
    """Return the party id of a supplier: the service's own changes from notice to notice."""
    if is_stated:
        return f"GB-COH-{company_number}"
    digits = int("".join(filter(str.isdigit, company_number)) or "0")
    return f"GB-CFS-{(suffix * 31 + digits) % 899981 + 100000}"


def _award(process: Process, event: Event, award: Award, suffix: int) -> dict[str, Json]:
    return {
        "id": f"{process.ocid}-1",
        "status": "active",
        "date": day_start(event.at.date()),
        "datePublished": instant(_first_published(process, event)),
        "value": {"amount": number(award.value), "currency": "GBP"},
        "suppliers": [
            {
                "id": own_supplier_id(company.number, suffix, states_number(company)),
                "name": company.name,
            }
            for company in award.suppliers
        ],
        "contractPeriod": _period(award),
        "documents": [
            {
                "id": "1",
                "documentType": "awardNotice",
                "url": NOTICE_URL + event.release_id.rpartition("-")[0],
            }
        ],
    }


def _first_published(process: Process, event: Event) -> dt.datetime:
    """Return when the stage of a notice was first published: an edit keeps that date."""
    stage = event.notice.removesuffix(" edited")
    return min(one.at for one in process.events if one.notice == stage)
