"""Contracts Finder releases of purchases told in detail: no lots, no contracts, no net or gross."""

from replay.purchases.model import Award, Notice, Purchase, Tender
from replay.render.contracts_finder import NOTICE_URL, STATUS, own_supplier_id
from replay.render.ocds import (
    Json,
    buyer_party,
    cpv,
    day_start,
    instant,
    states_number,
)
from replay.render.stated import stated_period, stated_supplier, stated_value


def render_notice(purchase: Purchase, notice: Notice) -> dict[str, Json]:
    """Write one notice as a release."""
    tag = notice.code.removesuffix(" edited")
    suffix = int(notice.release_id.rpartition("-")[2])
    buyer_id = f"GB-CFS-{suffix % 899983 + 100000}"
    buyer = buyer_party(purchase.buyer, buyer_id, "")
    buyer |= {"name": purchase.buyer_name, "identifier": {"legalName": purchase.buyer_name}}
    release: dict[str, Json] = {
        "ocid": purchase.ocid,
        "id": notice.release_id,
        "language": "en",
        "date": instant(notice.at),
        "tag": [tag],
        "initiationType": "tender",
        "tender": _tender(purchase, notice.tender, tag),
        "buyer": {"id": buyer_id, "name": purchase.buyer_name},
    }
    if not notice.awards:
        return release | {"parties": [buyer]}
    return release | {
        "parties": [buyer, *_suppliers(notice, suffix)],
        "awards": [_award(purchase, notice, award, suffix) for award in notice.awards],
    }


def _suppliers(notice: Notice, suffix: int) -> list[Json]:
    found: list[Json] = []
    for award in notice.awards:
        for winner in award.winners:
            company = winner.company
            party = stated_supplier(company, winner.scale, winner.vcse)
            party["id"] = own_supplier_id(company.number, suffix, states_number(company))
            if not states_number(company):
                party["identifier"] = {"legalName": company.name}
            found.append(party)
    return found


def _tender(purchase: Purchase, said: Tender, tag: str) -> dict[str, Json]:
    stated: dict[str, Json] = {
        "id": f"REF-{purchase.ocid[-5:].upper()}",
        "title": purchase.title,
        "description": f"{purchase.trade.category}.\r\n\r\nSee the notice.",
        "status": STATUS[tag],
        "classification": cpv(purchase.trade),
        "items": [{"id": "1", "deliveryAddresses": [{"region": "North Marches"}]}],
        "minValue": stated_value(said.least),
        "value": stated_value(said.value),
        "procurementMethod": said.method,
        "procurementMethodDetails": said.details,
        "tenderPeriod": {"endDate": instant(said.closes)} if said.closes else None,
        "contractPeriod": stated_period(said.term),
        "suitability": {"sme": bool(said.sme), "vcse": bool(said.vcse)},
        "mainProcurementCategory": purchase.trade.main_category,
    }
    return {name: one for name, one in stated.items() if one is not None}


def _award(purchase: Purchase, notice: Notice, said: Award, suffix: int) -> dict[str, Json]:
    suppliers: list[Json] = [
        {
            "id": own_supplier_id(winner.company.number, suffix, states_number(winner.company)),
            "name": winner.company.name,
        }
        for winner in said.winners
    ]
    stated: dict[str, Json] = {
        "id": f"{purchase.ocid}-{said.award_id}",
        "status": said.status,
        "date": day_start(said.awarded) if said.awarded else None,
        "datePublished": instant(notice.at),
        "value": stated_value(said.value),
        "suppliers": suppliers,
        "contractPeriod": stated_period(said.term),
        "documents": [
            {
                "id": "1",
                "documentType": "awardNotice",
                "url": NOTICE_URL + notice.release_id.rpartition("-")[0],
            }
        ],
    }
    return {name: one for name, one in stated.items() if one is not None}
