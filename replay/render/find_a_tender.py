"""Find a Tender releases: one for each notice of a process."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from replay.procurement import Award, Process
from replay.render.ocds import (
    Json,
    buyer_party,
    cpv,
    day_end,
    day_start,
    instant,
    net_and_gross,
    number,
    period,
    supplier_id,
    supplier_party,
)
from replay.timelines import Event

NOTICE_URL = "https://www.find-tender.service.gov.uk/Notice/"


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of notice: its tags, its document type and where the document stands."""

    tags: tuple[str, ...]
    document_type: str
    place: str
    name: str


FORMS: dict[str, Form] = {
    "UK1": Form(("planning",), "plannedProcurementNotice", "planning", "Pipeline"),
    "UK2": Form(("planning",), "marketEngagementNotice", "planning", "Market engagement"),
    "UK3": Form(("planning",), "plannedProcurementNotice", "planning", "Planned procurement"),
    "UK4": Form(("tender",), "tenderNotice", "tender", "Tender"),
    "UK4 edited": Form(("tenderUpdate",), "tenderNotice", "tender", "Tender"),
    "UK5": Form(("award", "contract"), "awardNotice", "awards", "Transparency"),
    "UK6": Form(("award",), "awardNotice", "awards", "Contract award"),
    "UK7": Form(("award", "contract"), "contractNotice", "contracts", "Contract details"),
    "UK9": Form(("implementation",), "implementationNotice", "contracts", "Performance"),
    "UK10": Form(("contractAmendment",), "contractNotice", "contracts", "Contract change"),
    "UK11": Form(
        ("contractTermination",), "contractTerminationNotice", "contracts", "Contract termination"
    ),
    "UK12": Form(
        ("tenderCancellation",), "tenderCancellationNotice", "tender", "Procurement termination"
    ),
    "UK13": Form(("planning",), "", "tender", "Dynamic market intention"),
    "UK14": Form(("tender",), "", "tender", "Dynamic market establishment"),
    "UK15": Form(("award", "contract"), "awardNotice", "tender", "Dynamic market modification"),
    "UK16": Form(("tender",), "", "tender", "Dynamic market cessation"),
    "UK17": Form(("planning",), "", "planning", "Payments compliance"),
    "PSR award": Form(("award", "contract"), "", "", ""),
    "F01": Form(("planning",), "", "", ""),
    "F02": Form(("tender",), "", "", ""),
    "F14": Form(("tenderUpdate",), "", "", ""),
    "F03": Form(("award", "contract"), "", "", ""),
    "F15": Form(("award", "contract"), "", "", ""),
    "F20": Form(("contractAmendment",), "", "", ""),
}
"""The forms. What UK13, UK14, UK16 and UK17 are tagged with, and where their documents stand,
nobody has described: theirs are stand-ins, and no reader may depend on them."""

_CONTRACT_STATUS = {"UK11": "terminated", "UK9": "active"}


def render_release(process: Process, event: Event) -> dict[str, Json]:
    """Write one notice as a release."""
    form = FORMS[event.notice]
    seen = process.events[: process.events.index(event) + 1]
    awards = process.awards_after(seen)
    buyer_id = _buyer_id(process)
    release: dict[str, Json] = {
        "ocid": process.ocid,
        "id": event.release_id,
        "tag": list(form.tags),
        "date": instant(event.at),
        "language": "en",
        "initiationType": "tender",
        "parties": _parties(process, event, form, awards, buyer_id),
        "buyer": {"id": buyer_id, "name": process.buyer.title},
        "tender": _tender(process, event, form),
    }
    release |= _SECTIONS.get(form.tags[0], _no_section)(process, event, awards)
    attach_document(release, event.release_id, event.at, event.notice)
    return release


def _buyer_id(process: Process) -> str:
    if process.regime == "act":
        return f"GB-PPON-{process.buyer.registered_number}"
    return f"GB-FTS-{1000 + process.number}"


def _parties(
    process: Process, event: Event, form: Form, awards: Iterable[Award], buyer_id: str
) -> list[Json]:
    scheme = "GB-PPON" if process.regime == "act" else ""
    found: list[Json] = [buyer_party(process.buyer, buyer_id, scheme)]
    if form.tags[0] in ("award", "contractAmendment"):
        suppliers = dict.fromkeys(company for award in awards for company in award.suppliers)
        found += [supplier_party(company, event.release_id) for company in suppliers]
    return found


def _tender(process: Process, event: Event, form: Form) -> dict[str, Json]:
    status = {"planning": "planned", "tender": "active", "tenderUpdate": "active",
              "tenderCancellation": "withdrawn"}.get(form.tags[0], "complete")  # fmt: skip
    tender: dict[str, Json] = {
        "id": process.ocid,
        "legalBasis": _legal_basis(process),
        "title": process.title,
        "description": f"{process.trade.category} bought by {process.buyer.title}.",
        "status": status,
        "mainProcurementCategory": process.trade.main_category,
    }
    if process.is_framework:
        tender["techniques"] = {"hasFrameworkAgreement": True, "frameworkAgreement": {}}
    if form.tags[0] in ("planning", "tender", "tenderUpdate"):
        tender |= _what_is_wanted(process, event)
    return tender


def _legal_basis(process: Process) -> dict[str, Json]:
    if process.regime == "act":
        return {"id": "2023/54", "scheme": "UKPGA",
                "uri": "https://www.legislation.gov.uk/ukpga/2023/54/contents"}  # fmt: skip
    return {"id": "32014L0024", "scheme": "CELEX"}


def _what_is_wanted(process: Process, event: Event) -> dict[str, Json]:
    is_open = event.notice[:3] in ("UK4", "F02", "F14")
    lots = max(1, len(process.awards))
    wanted: dict[str, Json] = {
        "procurementMethod": "open" if process.number % 3 else "selective",
        "procurementMethodDetails": "Open procedure" if process.number % 3 else "Restricted",
        "value": _value(process, process.estimate),
        "items": [_item(process, str(number + 1)) for number in range(lots)],
        "lots": [_lot(process, number, lots, is_open=is_open) for number in range(lots)],
    }
    if process.regime == "act":
        wanted["aboveThreshold"] = process.estimate > 250000
    else:
        wanted["classification"] = cpv(process.trade)
    if is_open:
        wanted["tenderPeriod"] = {"endDate": day_end(event.at.date())}
    return wanted


def _value(process: Process, net: Decimal) -> dict[str, Json]:
    """Return a value: both with and without VAT under the Act, one figure before it."""
    if process.regime == "act":
        return net_and_gross(net)
    return {"amount": number(net), "currency": "GBP"}


def _item(process: Process, lot_id: str) -> dict[str, Json]:
    delivery: list[Json] = [{"region": "UKZ11", "country": "GB", "countryName": "United Kingdom"}]
    item: dict[str, Json] = {"id": lot_id, "deliveryAddresses": delivery, "relatedLot": lot_id}
    if process.regime == "act":
        item["additionalClassifications"] = [cpv(process.trade)]
    return item


def _lot(process: Process, position: int, lots: int, *, is_open: bool) -> dict[str, Json]:
    share = (process.estimate / lots).quantize(Decimal("0.01"))
    lot: dict[str, Json] = {
        "id": str(position + 1),
        "status": "active" if is_open else "planned",
        "value": _value(process, share),
        "suitability": {"sme": True},
    }
    if process.awards:
        award = process.awards[position]
        lot["contractPeriod"] = period(award.start, award.end, award.latest_end)
        lot["hasRenewal"] = award.latest_end is not None
    return lot


def _award_section(process: Process, event: Event, awards: tuple[Award, ...]) -> dict[str, Json]:
    has_contracts = event.notice in ("UK7", "F03", "F15")
    found: list[Json] = []
    for award in awards:
        written: dict[str, Json] = {
            "id": award.award_id,
            "title": process.title,
            "status": "active",
            "date": day_start(event.at.date()),
            "suppliers": [
                {"id": supplier_id(company, event.release_id), "name": company.name}
                for company in award.suppliers
            ],
            "relatedLots": [award.award_id],
        }
        if process.regime == "act":
            written["items"] = [
                {"id": "1", "additionalClassifications": [cpv(process.trade)],
                 "relatedLot": award.award_id}
            ]  # fmt: skip
        if not has_contracts:
            written["value"] = net_and_gross(award.value)
            written["contractPeriod"] = period(award.start, award.end, award.latest_end)
        found.append(written)
    section: dict[str, Json] = {"awards": found}
    if has_contracts:
        section["contracts"] = [_contract(process, event, award) for award in awards]
    return section


def _contract(process: Process, event: Event, award: Award) -> dict[str, Json]:
    contract: dict[str, Json] = {
        "id": award.award_id,
        "awardID": award.award_id,
        "title": process.title,
        "status": _CONTRACT_STATUS.get(event.notice, "active"),
        "period": period(award.start, award.end, award.latest_end),
        "value": _value(process, award.value),
        "dateSigned": day_start(award.signed),
        "hasRenewal": award.latest_end is not None,
    }
    if process.regime == "act":
        contract["aboveThreshold"] = award.value > 250000
    if award.latest_end:
        contract["renewal"] = {"description": "One further year at the buyer's choice."}
    if event.notice in ("UK10", "F20"):
        contract["amendments"] = [{"id": event.release_id, "date": day_start(event.at.date())}]
    return contract


def _contract_section(process: Process, event: Event, awards: tuple[Award, ...]) -> dict[str, Json]:
    return {"contracts": [_contract(process, event, award) for award in awards]}


def _cancelled_section(
    process: Process, event: Event, awards: tuple[Award, ...]
) -> dict[str, Json]:
    return {
        "awards": [
            {"id": "1", "status": "cancelled", "finalStatusDate": day_start(event.at.date())}
        ]
    }


def _planning_section(process: Process, event: Event, awards: tuple[Award, ...]) -> dict[str, Json]:
    return {"planning": {}}


def _no_section(process: Process, event: Event, awards: tuple[Award, ...]) -> dict[str, Json]:
    return {}


_SECTIONS: dict[str, Callable[[Process, Event, tuple[Award, ...]], dict[str, Json]]] = {
    "planning": _planning_section,
    "award": _award_section,
    "contractAmendment": _contract_section,
    "contractTermination": _contract_section,
    "implementation": _contract_section,
    "tenderCancellation": _cancelled_section,
}


def attach_document(
    release: dict[str, Json], release_id: str, at: dt.datetime, notice: str
) -> None:
    """Put the notice's own document where its form keeps it; earlier forms have none."""
    form = FORMS[notice]
    if not form.place:
        return
    document: dict[str, Json] = {
        "id": release_id,
        "documentType": form.document_type,
        "noticeType": notice.removesuffix(" edited"),
        "description": f"{form.name} notice on Find a Tender",
        "url": NOTICE_URL + release_id,
        "datePublished": instant(at),
        "format": "text/html",
    }
    if not form.document_type:
        del document["documentType"]
    holder = release.get(form.place)
    if isinstance(holder, list):
        holder = holder[0]
    if isinstance(holder, dict):
        holder["documents"] = [document]
