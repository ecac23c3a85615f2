"""Find a Tender releases of purchases told in detail: a notice says its own words and no more."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from replay.companies import Company
from replay.purchases.model import Award, Criterion, Lot, Notice, Purchase, Tender
from replay.render.agreements import contracts_of, winner_reference
from replay.render.find_a_tender import FORMS, attach_document
from replay.render.ocds import (
    Json,
    buyer_party,
    cpv,
    day_end,
    day_start,
    instant,
)
from replay.render.stated import stated_period, stated_supplier, stated_value

LEGAL_BASES: dict[str, dict[str, Json]] = {
    "act": {
        "id": "2023/54", "scheme": "UKPGA",
        "uri": "https://www.legislation.gov.uk/ukpga/2023/54/contents",
    },
    "earlier": {"id": "32014L0024", "scheme": "CELEX"},
    "health": {"id": "2023/1348", "scheme": "UKSI"},
}  # fmt: skip


def render_notice(purchase: Purchase, notice: Notice) -> dict[str, Json]:
    """Write one notice as a release."""
    form = FORMS[notice.code]
    release: dict[str, Json] = {
        "ocid": purchase.ocid,
        "id": notice.release_id,
        "tag": list(form.tags),
        "date": instant(notice.at),
        "language": "en",
        "initiationType": "tender",
        "parties": _parties(purchase, notice),
    }
    if notice.names_buyer:
        release["buyer"] = {"id": _buyer_id(purchase), "name": purchase.buyer_name}
    release["tender"] = _tender(purchase, notice)
    sections: dict[str, Json] = {
        "planning": _planning(notice.tender, form.place),
        "awards": [_award(purchase, notice, award) for award in notice.awards],
        "contracts": contracts_of(notice),
        "bids": _bids(notice),
        "relatedProcesses": _related(purchase),
    }
    release |= {name: section for name, section in sections.items() if section}
    attach_document(release, notice.release_id, notice.at, notice.code)
    return release | dict(notice.unforeseen or {})


def _buyer_id(purchase: Purchase) -> str:
    if purchase.regime == "earlier":
        return f"GB-FTS-{4000 + int(purchase.ocid[-4:], 16)}"
    return f"GB-PPON-{purchase.buyer.registered_number}"


def _parties(purchase: Purchase, notice: Notice) -> list[Json]:
    found: list[Json] = []
    if notice.names_buyer:
        scheme = "" if purchase.regime == "earlier" else "GB-PPON"
        found.append(buyer_party(purchase.buyer, _buyer_id(purchase), scheme))
    named = {winner.company: winner for award in notice.awards for winner in award.winners}
    left = dict.fromkeys([*notice.removed, *_removed(notice)])
    found += [stated_supplier(one.company, one.scale, one.vcse) for one in named.values()]
    found += [stated_supplier(one, None, None, "removedSupplier") for one in left]
    return found


def _removed(notice: Notice) -> Iterable[Company]:
    for contract in notice.contracts:
        if contract.amendment:
            yield from contract.amendment.removed


def _tender(purchase: Purchase, notice: Notice) -> dict[str, Json]:
    said = notice.tender
    tender: dict[str, Json] = {
        "id": purchase.ocid,
        "legalBasis": dict(LEGAL_BASES[purchase.regime]),
        "title": purchase.title,
    }
    is_full = FORMS[notice.code].tags[0] in ("planning", "tender", "award")
    if is_full:
        tender["description"] = f"{purchase.trade.category} bought by {purchase.buyer.title}."
        tender["mainProcurementCategory"] = purchase.trade.main_category
    if is_full and purchase.regime == "earlier":
        tender["classification"] = cpv(purchase.trade)
    tender |= {name: found for name, write in _TENDER.items() if (found := write(said)) is not None}
    if notice.lots:
        tender["lots"] = [_lot(lot) for lot in notice.lots]
    if FORMS[notice.code].tags[0] in ("planning", "tender") and notice.lots:
        tender["items"] = [_item(purchase, lot.lot_id) for lot in notice.lots]
    net = said.value.net if said.value else None
    if purchase.regime == "act" and net is not None:
        tender["aboveThreshold"] = net > Decimal(179087)
    return tender


def _reasons(said: Tender) -> Json:
    if said.why_direct is None:
        return None
    return [{"scheme": "UK_DIRECT_AWARD", "id": said.why_direct}]


def _direct_law(said: Tender) -> Json:
    if said.why_direct is None:
        return None
    return {"scheme": "UKPGA", "id": "2023/54/schedule/5"}


def _techniques(said: Tender) -> Json:
    if said.is_framework is None:
        return None
    return {"hasFrameworkAgreement": said.is_framework, "frameworkAgreement": {"type": "open"}}


_TENDER: dict[str, Callable[[Tender], Json]] = {
    "status": lambda said: said.status,
    "value": lambda said: stated_value(said.value),
    "procurementMethod": lambda said: said.method,
    "procurementMethodDetails": lambda said: said.details,
    "procurementMethodRationaleClassifications": _reasons,
    "procurementMethodRationaleLegalBasis": _direct_law,
    "specialRegime": lambda said: [said.special_regime] if said.special_regime else None,
    "techniques": _techniques,
    "tenderPeriod": lambda said: {"endDate": instant(said.closes)} if said.closes else None,
    "enquiryPeriod": lambda said: (
        {"endDate": instant(said.questions_by)} if said.questions_by else None
    ),
    "awardPeriod": lambda said: {"endDate": day_end(said.award_by)} if said.award_by else None,
    "communication": lambda said: (
        {"futureNoticeDate": day_end(said.next_notice)} if said.next_notice else None
    ),
    "lotDetails": lambda said: (
        {"noLotsDivisionRationale": said.why_no_lots} if said.why_no_lots else None
    ),
    "amendments": lambda said: (
        [{"id": f"change-{said.amended}", "date": day_start(said.amended)}]
        if said.amended
        else None
    ),
}
"""How each thing that a notice may say of a tender is written; None is left out."""


def _planning(said: Tender, place: str) -> dict[str, Json]:
    planning: dict[str, Json] = {}
    if said.engagement_ends:
        planning["milestones"] = [
            {"id": "engagement", "type": "engagement", "description": "An open day was held.",
             "dueDate": day_end(said.engagement_ends), "status": "scheduled"}
        ]  # fmt: skip
    if said.why_no_engagement:
        planning["noEngagementNoticeRationale"] = said.why_no_engagement
    if place == "planning":
        planning["documents"] = []
    return planning


def _item(purchase: Purchase, lot_id: str) -> dict[str, Json]:
    where: list[Json] = [{"region": "UKZ11", "country": "GB", "countryName": "United Kingdom"}]
    item: dict[str, Json] = {"id": lot_id, "deliveryAddresses": where, "relatedLot": lot_id}
    if purchase.regime != "earlier":
        item["additionalClassifications"] = [cpv(purchase.trade)]
    return item


def _lot(said: Lot) -> dict[str, Json]:
    suitability = {
        name: flag for name, flag in (("sme", said.sme), ("vcse", said.vcse)) if flag is not None
    }
    stated: dict[str, Json] = {
        "id": said.lot_id,
        "title": said.title,
        "status": said.status,
        "value": stated_value(said.value),
        "contractPeriod": stated_period(said.term),
        "hasRenewal": True if said.renewal else None,
        "renewal": {"description": said.renewal} if said.renewal else None,
        "hasOptions": True if said.options else None,
        "options": {"description": said.options} if said.options else None,
        "suitability": dict(suitability) or None,
        "awardCriteria": {"criteria": [_criterion(one) for one in said.criteria]}
        if said.criteria
        else None,
        "otherRequirements": {"reservedParticipation": [said.reserved]} if said.reserved else None,
    }
    return {name: one for name, one in stated.items() if one is not None}


def _criterion(said: Criterion) -> dict[str, Json]:
    return {
        "type": said.kind,
        "name": said.name,
        "numbers": [{"number": said.weight, "weight": "percentageExact"}],
    }


def _award(purchase: Purchase, notice: Notice, said: Award) -> dict[str, Json]:
    is_decided = FORMS[notice.code].tags[0] == "award" and bool(said.value or said.winners)
    stated: dict[str, Json] = {
        "id": said.award_id,
        "title": said.title,
        "status": said.status,
        "date": day_start(said.awarded) if said.awarded else None,
        "value": stated_value(said.value),
        "suppliers": [winner_reference(winner) for winner in said.winners] or None,
        "contractPeriod": stated_period(said.term),
        "relatedLots": list(said.lot_ids) or None,
        "standstillPeriod": {"endDate": day_end(said.standstill_ends)}
        if said.standstill_ends
        else None,
        "items": [
            {"id": "1", "additionalClassifications": [cpv(purchase.trade)],
             "relatedLot": (said.lot_ids or ("1",))[0]}
        ] if is_decided and purchase.regime != "earlier" else None,
        "amendments": [{"id": notice.release_id}] if said.is_amended else None,
    }  # fmt: skip
    return {name: one for name, one in stated.items() if one is not None}


def _bids(notice: Notice) -> dict[str, Json]:
    statistics: list[Json] = [
        {"id": f"{one.lot_id}-{one.measure}", "measure": one.measure, "value": one.count,
         "relatedLot": one.lot_id}
        for one in notice.bids
    ]  # fmt: skip
    return {"statistics": statistics} if statistics else {}


def _related(purchase: Purchase) -> list[Json]:
    if not purchase.names_parent:
        return []
    return [
        {"id": "1", "relationship": ["framework"], "scheme": "ocid", "identifier": purchase.parent}
    ]
