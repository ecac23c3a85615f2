"""What is true of each process as a whole, and of each of its lots."""

import datetime as dt
from collections.abc import Iterator

from replay.purchases.model import Value
from replay.render.find_a_tender import FORMS
from replay.truth.accounts import Account, accounts
from replay.truth.records import Record, amount, day, flag
from replay.truth.values import basis, believed, counted
from replay.world import World

REGIMES = {"act": "act_2023", "earlier": "regulations_2015", "health": "health_2023"}
"""The law of a process, by the name that the published tables give it."""

_CALLS = ("UK4", "F02", "tender")
_DIRECT = ("UK5", "F15", "PSR award")


def processes_truth(world: World) -> Iterator[Record]:
    """Yield one record for each process, as it stands on the night."""
    for account in accounts(world):
        yield {
            **account.key,
            **_described(account),
            **_dated(account),
            **_estimated(account),
            "opportunity": opportunity(account, world.night.date()),
        }


def competition(account: Account) -> str:
    """Return how open a purchase was: as it truly was, which its notices may not say."""
    said = account.stands.tender
    if account.purchase.parent:
        return "call_off"
    if any(notice.code in _DIRECT for notice in account.notices):
        return "direct"
    return {"open": "open", "selective": "restricted"}.get(said.method or "", "unknown")


def stage(account: Account) -> str:
    """Return how far a purchase has come; a notice on promptness (UK17) is of none."""
    contracts = [one.status for one in account.stands.contracts]
    if contracts:
        return "ended" if set(contracts) == {"terminated"} else "contract"
    if _has_ceased(account):
        return "ended"
    if any(award.status != "cancelled" for award in account.stands.awards):
        return "award"
    if account.stands.tender.status == "withdrawn":
        return "cancelled"
    if all(notice.code == "UK17" for notice in account.notices):
        return "unknown"
    return "tender" if any(_is_call(one.code) for one in account.notices) else "planning"


def opportunity(account: Account, today: dt.date) -> str:
    """Say whether a supplier can still do something: bid (``open``) or be heard (``engaging``).

    A dynamic market that was set up can be joined, whoever is on it, until it ceases.
    """
    tender = account.stands.tender
    if any(notice.code == "UK14" for notice in account.notices) and not _has_ceased(account):
        return "open"
    match stage(account):
        case "tender" if tender.closes and tender.closes.date() >= today:
            return "open"
        case "planning" if account.notices[-1].code == "UK2":
            is_over = tender.engagement_ends is not None and tender.engagement_ends < today
            return "" if is_over else "engaging"
        case _:
            return ""


def _has_ceased(account: Account) -> bool:
    return any(notice.code == "UK16" for notice in account.notices)


def _is_call(code: str) -> bool:
    tags = FORMS[code].tags if code in FORMS else (code.removesuffix(" edited"),)
    return tags[0] in ("tender", "tenderUpdate")


def _described(account: Account) -> dict[str, str]:
    purchase, stands = account.purchase, account.stands
    return {
        "kind": purchase.kind,
        "buyer": purchase.buyer.publisher_id,
        "buyer_name": purchase.buyer_name if _names_buyer(account) else "",
        "title": purchase.title,
        "regime": REGIMES[purchase.regime],
        "competition": competition(account),
        "procurement_method": stands.tender.method or "",
        "procurement_method_details": stands.tender.details or "",
        "special_regime": stands.tender.special_regime or "",
        "stage": stage(account),
        "tender_status": stands.tender.status or "",
        "is_framework": flag(bool(stands.tender.is_framework)),
        "framework_ocid": purchase.parent,
        "is_framework_stated": flag(purchase.names_parent),
        "cpv_code": cpv_of(account),
        "lot_count": str(len(stands.lots)),
        "no_lots_rationale": stands.tender.why_no_lots or "",
    }


def _names_buyer(account: Account) -> bool:
    return any(notice.names_buyer for notice in account.notices)


def cpv_of(account: Account) -> str:
    """Return the CPV code of a purchase, where any of its notices states it.

    It stands with the lots, and under the Act with an award; of the older forms the one that
    makes a direct award known (F15) leaves it out.
    """
    is_stated = (
        account.purchase.source_id == "contracts_finder"
        or bool(account.stands.lots)
        or (bool(account.stands.awards) and account.notices[0].code != "F15")
    )
    return account.purchase.trade.cpv if is_stated else ""


def _dated(account: Account) -> dict[str, str]:
    tender, notices = account.stands.tender, account.notices
    calls = [notice.at.date() for notice in notices if notice.code in _CALLS]
    closes = tender.closes.date() if tender.closes else None
    days = (closes - calls[0]).days if closes and calls else None
    return {
        "first_published_date": day(notices[0].at.date()),
        "last_published_date": day(notices[-1].at.date()),
        "tender_published_date": day(calls[0] if calls else None),
        "tender_end_date": day(closes),
        "days_to_bid": "" if days is None else str(days),
        "engagement_end_date": day(tender.engagement_ends),
        "engagement_notice_seen": flag(any(notice.code == "UK2" for notice in notices)),
        "no_engagement_rationale": tender.why_no_engagement or "",
        "future_notice_date": day(tender.next_notice),
        "release_count": str(len({notice.release_id for notice in notices})),
        "latest_release_id": notices[-1].release_id,
    }


def _estimated(account: Account) -> dict[str, str]:
    stated = account.stands.tender.value
    return {
        "estimate_gbp": amount(counted(stated)),
        "estimate_vat_basis": basis(account, stated),
    }


def lots_truth(world: World) -> Iterator[Record]:
    """Yield one record for each lot, as it stands on the night."""
    for account in accounts(world):
        for lot in account.stands.lots:
            value, term = lot.value or Value(), lot.term
            in_pounds = value.currency == "GBP"
            counts = [one for one in account.stands.bids if one.lot_id == lot.lot_id]
            yield {
                **account.key,
                "lot_id": lot.lot_id,
                "title": lot.title or "",
                "status": lot.status or "",
                "value_net_gbp": amount(believed(value.net) if in_pounds else None),
                "value_gross_gbp": amount(believed(value.gross) if in_pounds else None),
                "start_date": day(term.start if term else None),
                "end_date": day(term.end if term else None),
                "latest_end_date": day(term.latest if term else None),
                "has_renewal": flag(bool(lot.renewal)),
                "has_options": flag(bool(lot.options)),
                "suitable_sme": flag(lot.sme),
                "suitable_vcse": flag(lot.vcse),
                "reserved_for": lot.reserved or "",
                "criteria": ";".join(f"{one.kind}:{one.weight}" for one in lot.criteria),
                "bids": "".join(str(one.count) for one in counts if one.measure == "bids"),
            }
