"""What stands after some notices: each later word replaces the earlier one on the same thing."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TypeVar

from replay.purchases.model import (
    Award,
    Bids,
    Contract,
    Failure,
    Lot,
    Metric,
    Notice,
    Observation,
    Tender,
)

Said = TypeVar("Said")
_ADDED_UP = frozenset({"metrics", "failures", "observations"})
_SAID_ANEW = frozenset({"amendment"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A purchase as it stands: the suppliers of an award are those that were named last."""

    tender: Tender
    lots: tuple[Lot, ...]
    awards: tuple[Award, ...]
    contracts: tuple[Contract, ...]
    bids: tuple[Bids, ...]


def standing(notices: Iterable[Notice]) -> Standing:
    """Put notices, in their order, together."""
    tender = Tender()
    lots: dict[str, Lot] = {}
    awards: dict[str, Award] = {}
    contracts: dict[str, Contract] = {}
    bids: dict[tuple[str, str], Bids] = {}
    for notice in notices:
        tender = later(tender, notice.tender)
        for lot in notice.lots:
            lots[lot.lot_id] = later(lots.get(lot.lot_id), lot)
        for award in notice.awards:
            awards[award.award_id] = later(awards.get(award.award_id), award)
        for contract in notice.contracts:
            before = contracts.get(contract.contract_id)
            contracts[contract.contract_id] = later(before, contract)
        bids |= {(one.lot_id, one.measure): one for one in notice.bids}
    return Standing(
        tender,
        tuple(lots.values()),
        tuple(awards.values()),
        tuple(contracts.values()),
        tuple(bids.values()),
    )


def later(before: Said | None, now: Said) -> Said:
    """Return what stands when ``now`` is said after ``before``; what it leaves out stays."""
    if before is None or not is_dataclass(now) or isinstance(now, type):
        return now
    said = {field.name: _later_field(field.name, before, now) for field in fields(now)}
    return replace(now, **said)


def _later_field(name: str, before: object, now: object) -> object:
    old, new = getattr(before, name), getattr(now, name)
    if new is None or new == ():
        return old
    if name in _SAID_ANEW:
        return new
    return _together(old, new) if name in _ADDED_UP else later(old, new)


def _together(old: tuple[Said, ...], new: tuple[Said, ...]) -> tuple[Said, ...]:
    found = {_identity(one): one for one in old}
    for one in new:
        found[_identity(one)] = later(found.get(_identity(one)), one)
    return tuple(found.values())


def _identity(one: object) -> str:
    match one:
        case Metric():
            return one.metric_id
        case Observation():
            return one.observation_id
        case Failure():
            return one.failure_id
        case _:
            msg = f"{type(one).__name__} has no identity in a list"
            raise TypeError(msg)
