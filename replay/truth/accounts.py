"""Everything that is bought, in one form: what each notice says, and what stands after them all.

The processes that bodies pay under are told here notice by notice, as the purchases are.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from replay.dates import LONDON
from replay.poison import amendment_without_award
from replay.procurement import Award as Deal
from replay.procurement import Process
from replay.purchases.model import (
    Amendment,
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
from replay.purchases.standing import Standing, standing
from replay.render.find_a_tender import FORMS
from replay.render.ocds import gross_of
from replay.timelines import Event
from replay.world import World

_STATUS = {"planning": "planned", "tender": "active", "tenderUpdate": "active"}
_SIGNING = ("UK7", "F03", "F15")


@dataclass(frozen=True, slots=True)
class Account:
    """A purchase, the notices of it that are public by the night, and what stands."""

    purchase: Purchase
    notices: tuple[Notice, ...]
    stands: Standing

    @property
    def key(self) -> dict[str, str]:
        """The columns by which every table names the process."""
        return {"source_id": self.purchase.source_id, "ocid": self.purchase.ocid}

    def award_id(self, award_id: str) -> str:
        """Return an award's id as its service writes it."""
        on_contracts_finder = self.purchase.source_id == "contracts_finder"
        return f"{self.purchase.ocid}-{award_id}" if on_contracts_finder else award_id


def accounts(world: World) -> Iterator[Account]:
    """Yield every process and purchase of which a notice is public by the night."""
    told = [_told(world, process) for process in world.processes]
    told += [replace(one, notices=world.known(one)) for one in world.purchases]
    for purchase in told:
        if purchase.notices:
            yield Account(purchase, purchase.notices, standing(purchase.notices))


def _told(world: World, process: Process) -> Purchase:
    """Tell a process as a purchase: the notices that are public, and what each says."""
    write = _small_notice if process.source_id == "contracts_finder" else _notice
    notices = [write(process, event) for event in world.seen(process)]
    delta = amendment_without_award(world.processes)
    if delta.ocid == process.ocid and delta.at <= world.night.astimezone(LONDON):
        awards = (Award("1", is_amended=True),)
        notices.append(Notice("amendment", delta.at, awards=awards, release_id=delta.release_id))
    return Purchase(
        source_id=process.source_id,
        kind="paid under",
        number=process.number,
        buyer=process.buyer,
        buyer_name=process.buyer.title,
        regime=process.regime,
        trade=process.trade,
        title=process.title,
        notices=tuple(sorted(notices, key=lambda notice: (notice.at, notice.release_id))),
        ocid=process.ocid,
    )


def _deals(process: Process, event: Event) -> tuple[Deal, ...]:
    return process.awards_after(process.events[: process.events.index(event) + 1])


def _notice(process: Process, event: Event) -> Notice:
    """Return what a release on Find a Tender says."""
    tag = FORMS[event.notice].tags[0]
    deals = _deals(process, event)
    told = Notice(event.notice, event.at, _tender(process, event, tag), release_id=event.release_id)
    if tag in ("planning", "tender", "tenderUpdate"):
        return replace(told, lots=_lots(process, is_open=event.notice[:3] in ("UK4", "F02", "F14")))
    if tag == "tenderCancellation":
        return replace(told, awards=(Award("1", status="cancelled"),))
    awards = tuple(_award(process, event, deal) for deal in deals) if tag == "award" else ()
    is_signed = tag != "award" or event.notice in _SIGNING
    contracts = tuple(_contract(process, event, deal) for deal in deals) if is_signed else ()
    return replace(told, awards=awards, contracts=contracts)


def _tender(process: Process, event: Event, tag: str) -> Tender:
    status = "withdrawn" if tag == "tenderCancellation" else _STATUS.get(tag, "complete")
    said = Tender(status=status, is_framework=process.is_framework or None)
    if tag not in _STATUS:
        return said
    is_open = process.number % 3
    closes = dt.datetime.combine(event.at.date(), dt.time(23, 59, 59), LONDON)
    return replace(
        said,
        value=_value(process, process.estimate),
        method="open" if is_open else "selective",
        details="Open procedure" if is_open else "Restricted",
        closes=closes if event.notice[:3] in ("UK4", "F02", "F14") else None,
    )


def _value(process: Process, net: Decimal) -> Value:
    return Value(net, gross_of(net)) if process.regime == "act" else Value(net)


def _term(deal: Deal) -> Term:
    return Term(deal.start, deal.end, deal.latest_end)


def _lots(process: Process, *, is_open: bool) -> tuple[Lot, ...]:
    count = max(1, len(process.awards))
    share = (process.estimate / count).quantize(Decimal("0.01"))
    return tuple(
        Lot(
            str(position + 1),
            status="active" if is_open else "planned",
            value=_value(process, share),
            term=_term(process.awards[position]) if process.awards else None,
            renewal="yes" if process.awards and process.awards[position].latest_end else None,
            sme=True,
        )
        for position in range(count)
    )


def _award(process: Process, event: Event, deal: Deal) -> Award:
    is_signed = event.notice in _SIGNING
    return Award(
        deal.award_id,
        title=process.title,
        status="active",
        lot_ids=(deal.award_id,),
        winners=tuple(Winner(company) for company in deal.suppliers),
        value=None if is_signed else Value(deal.value, gross_of(deal.value)),
        term=None if is_signed else _term(deal),
        awarded=event.at.date(),
    )


def _contract(process: Process, event: Event, deal: Deal) -> Contract:
    is_changed = event.notice in ("UK10", "F20")
    return Contract(
        deal.award_id,
        deal.award_id,
        title=process.title,
        status="terminated" if event.notice == "UK11" else "active",
        value=_value(process, deal.value),
        term=_term(deal),
        signed=deal.signed,
        renewal="yes" if deal.latest_end else None,
        amendment=Amendment(event.at.date()) if is_changed else None,
    )


def _small_notice(process: Process, event: Event) -> Notice:
    """Return what a release on Contracts Finder says; only the first award is told there."""
    tag = event.notice.removesuffix(" edited")
    deals = _deals(process, event)
    first = process.awards[0] if process.awards and process.awards[0].end else None
    tender = Tender(
        status=_STATUS.get(tag, "complete"),
        value=Value(process.estimate),
        method="open",
        details="Open procedure (below threshold)",
        closes=dt.datetime.combine(event.at.date(), dt.time(23, 59, 59), LONDON),
        term=Term(first.start, first.end) if first else None,
        sme=True,
        vcse=process.number % 2 == 0,
    )
    awards = tuple(
        Award(
            "1",
            status="active",
            winners=tuple(Winner(company) for company in deal.suppliers),
            value=Value(deal.value),
            term=Term(deal.start, deal.end),
            awarded=event.at.date(),
        )
        for deal in deals[: int(tag == "award")]
    )
    return Notice(event.notice, event.at, tender, awards=awards, release_id=event.release_id)
