"""How a purchase under the earlier law looks on each of the two services."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from replay.purchases.cast import Cast, purchase
from replay.purchases.model import (
    Award,
    Contract,
    Lot,
    Notice,
    Purchase,
    Tender,
    Term,
    Value,
    Winner,
)


@dataclass(frozen=True, slots=True)
class Bargain:
    """What one supplier agreed, however a service tells of it."""

    title: str
    winner: Winner
    value: Decimal
    runs: Term
    awarded: dt.date


def on_find_a_tender(cast: Cast, bargain: Bargain, days: int) -> Purchase:
    """Return the older forms: a call (F02) and its award (F03), with one figure without VAT.

    Now and then a correction (F14) between them gives a later closing day, and nothing else.
    """
    value = Value(bargain.value)
    called, awarded = cast.at(days), cast.at(days + 75)
    lot = Lot("1", status="active", value=value, term=bargain.runs)
    tender = Tender(
        status="active", value=value, method="open", details="Open procedure",
        closes=called + dt.timedelta(days=36),
    )  # fmt: skip
    award = Award(
        "1", title=bargain.title, status="active", lot_ids=("1",), winners=(bargain.winner,),
        awarded=bargain.awarded,
    )  # fmt: skip
    contract = Contract(
        "1", "1", title=bargain.title, status="active", value=value, term=bargain.runs,
        signed=bargain.awarded,
    )  # fmt: skip
    later = Tender(closes=called + dt.timedelta(days=48))
    corrected = [Notice("F14", cast.at(days + 21), later)] if cast.number % 4 == 1 else []
    notices = [
        Notice("F02", called, tender, (lot,)),
        *corrected,
        Notice("F03", awarded, Tender(status="complete"), awards=(award,), contracts=(contract,)),
    ]
    return replace(purchase(cast, bargain.title, notices), regime="earlier")


def on_contracts_finder(cast: Cast, bargain: Bargain, days: int) -> Purchase:
    """Return an opportunity and its award, whose figure says nothing of VAT."""
    called, awarded = cast.at(days), cast.at(days + 82)
    runs = Term(bargain.runs.start, bargain.runs.end)
    tender = Tender(
        status="active", value=Value(bargain.value), least=Value(bargain.value * 4 // 5),
        method="open", details="Open procedure", closes=called + dt.timedelta(days=36),
        term=runs, sme=True, vcse=False,
    )  # fmt: skip
    award = Award(
        "1", status="active", winners=(bargain.winner,), value=Value(bargain.value), term=runs,
        awarded=bargain.awarded,
    )  # fmt: skip
    notices = [
        Notice("tender", called, tender),
        Notice("award", awarded, replace(tender, status="complete"), awards=(award,)),
    ]
    told = replace(purchase(cast, bargain.title, notices), regime="earlier")
    return replace(told, source_id="contracts_finder")
