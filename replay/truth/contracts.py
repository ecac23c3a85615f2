"""What is true of each award, of those who won it, and of each agreement that came of it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from replay.purchases.model import Award, Contract, Term, Value, Winner
from replay.truth.accounts import Account, accounts
from replay.truth.processes import REGIMES, competition, cpv_of
from replay.truth.records import Record, amount, day, flag
from replay.truth.values import basis, believed, counted
from replay.world import World

RAN_ITS_COURSE = {
    "contractCompleted": True,
    "terminationByAParty": False,
    "rescission": False,
}
"""Whether a contract that ended so had run its course; where no reason is given, nobody knows."""

_NO_AWARD = Award("")


@dataclass(frozen=True, slots=True)
class Agreement:
    """A contract with the award behind it, or an award of which no contract is known."""

    award: Award
    contract: Contract | None

    @property
    def value(self) -> Value | None:
        """The contract's figure; the award's where the contract has none."""
        stated = self.contract.value if self.contract else None
        return (
            stated
            if stated and (stated.net is not None or stated.gross is not None)
            else (self.award.value)
        )


def agreements(account: Account) -> Iterator[Agreement]:
    """Yield what a process agreed: a contract for each award, or the bare award.

    To be on a dynamic market is no agreement yet.
    """
    if account.purchase.kind == "market":
        return
    awards = {award.award_id: award for award in account.stands.awards}
    for contract in account.stands.contracts:
        yield Agreement(awards.get(contract.award_id or "", _NO_AWARD), contract)
    signed = {contract.award_id for contract in account.stands.contracts}
    for award in account.stands.awards:
        if award.award_id not in signed:
            yield Agreement(award, None)


def term_of(account: Account, agreement: Agreement) -> Term:
    """Return the days of an agreement: the contract's, else its award's, lot's or tender's."""
    award, contract = agreement.award, agreement.contract
    lots = [lot.term for lot in account.stands.lots if lot.lot_id in award.lot_ids]
    told = [contract.term if contract else None, award.term, *lots, account.stands.tender.term]
    return next((term for term in told if term is not None), Term())


def end_date_quality(term: Term) -> str:
    """Say whether an end is stated, missing, or one that no contract has."""
    if term.end is None:
        return "missing"
    is_backwards = term.start is not None and term.end < term.start
    is_endless = term.start is not None and (term.end - term.start).days > 30 * 366
    is_unreal = is_backwards or is_endless or not 2000 <= term.end.year < 2090
    return "unreal" if is_unreal else "stated"


def state(agreement: Agreement, term: Term, today: dt.date) -> str:
    """Say how an agreement stands on a day; one whose end nobody knows is not running."""
    quality = end_date_quality(term)
    end = term.end if quality == "stated" else None
    latest = max((day for day in (end, term.latest) if day), default=None)
    if quality == "unreal":
        latest = None
    if agreement.award.status == "cancelled":
        return "cancelled"
    if agreement.contract and agreement.contract.status == "terminated":
        return "ended"
    if term.start and today < term.start:
        return "not_started"
    if latest is None:
        return "unknown_end"
    if today > latest:
        return "ended"
    if term.start is None:
        return "unknown_start"
    return "live" if end is None or today <= end else "on_options"


def contracts_truth(world: World) -> Iterator[Record]:
    """Yield one record for each agreement, as it stands on the night."""
    for account in accounts(world):
        found = list(agreements(account))
        for at, agreement in enumerate(found):
            yield {
                **account.key,
                **_identified(account, agreement),
                **_valued(account, agreement, found[:at]),
                "is_replaced": flag(any(_replaces(other, agreement) for other in found[at:])),
                **_timed(account, agreement),
                "state": state(agreement, term_of(account, agreement), world.night.date()),
            }


def _identified(account: Account, agreement: Agreement) -> dict[str, str]:
    purchase, award, contract = account.purchase, agreement.award, agreement.contract
    numbers = sorted(winner.company.number for winner in award.winners)
    return {
        "award_id": account.award_id(award.award_id),
        "contract_id": contract.contract_id if contract else "",
        "contract_basis": "contract" if contract else "award",
        "buyer": purchase.buyer.publisher_id,
        "supplier_numbers": ";".join(numbers),
        "supplier_count": str(len(numbers)),
        "title": purchase.title,
        "regime": REGIMES[purchase.regime],
        "competition": competition(account),
        "cpv_code": cpv_of(account),
        "status": _status(agreement),
        "is_terminated": flag(bool(contract and contract.status == "terminated")),
        "is_cancelled": flag(award.status == "cancelled"),
        "framework_ocid": purchase.parent,
    }


def _status(agreement: Agreement) -> str:
    """Return how an agreement stands: one that ran its course is complete, not terminated."""
    award, contract = agreement.award, agreement.contract
    if award.status == "cancelled":
        return "cancelled"
    if contract and contract.status == "terminated":
        return "complete" if RAN_ITS_COURSE.get(contract.ended_why or "") else "terminated"
    return (contract.status if contract else None) or award.status or "unknown"


def _valued(account: Account, agreement: Agreement, others: Sequence[Agreement]) -> dict[str, str]:
    value = agreement.value or Value()
    is_framework = bool(account.stands.tender.is_framework)
    in_pounds = value.currency == "GBP"
    said_net = account.purchase.source_id == "find_a_tender" and in_pounds
    return {
        "value_gbp": amount(counted(value)),
        "value_net_gbp": amount(believed(value.net)) if said_net else "",
        "value_gross_gbp": amount(believed(value.gross)) if said_net else "",
        "vat_basis": basis(account, value),
        "currency": value.currency,
        "value_kind": _kind(account, agreement),
        "is_repeat": flag(
            any(_repeats(agreement, other, is_framework=is_framework) for other in others)
        ),
    }


def _kind(account: Account, agreement: Agreement) -> str:
    if account.stands.tender.is_framework:
        return "framework_ceiling"
    if account.purchase.parent:
        return "call_off"
    if agreement.contract:
        return "contract"
    has_no_word_for_frameworks = account.purchase.source_id == "contracts_finder"
    shared = has_no_word_for_frameworks and len(agreement.award.winners) > 1
    return "award_or_ceiling" if shared else "award"


def _repeats(one: Agreement, other: Agreement, *, is_framework: bool) -> bool:
    """Say whether one figure stands on two awards of the same lot, both of which hold.

    The awards of a framework share its ceiling, whatever their lots.
    """
    if "cancelled" in (one.award.status, other.award.status):
        return False
    is_same_lot = is_framework or bool(set(one.award.lot_ids) & set(other.award.lot_ids))
    return is_same_lot and one.value == other.value and counted(one.value) is not None


def _replaces(one: Agreement, other: Agreement) -> bool:
    """Say whether a contract was given again, after the other had ended without a word why."""
    if one.contract is None or other.contract is None or one.contract is other.contract:
        return False
    is_ended = other.contract.status == "terminated" and not other.contract.ended_why
    return is_ended and one.contract.award_id == other.contract.award_id


def _timed(account: Account, agreement: Agreement) -> dict[str, str]:
    term, contract = term_of(account, agreement), agreement.contract
    return {
        "awarded_date": day(agreement.award.awarded),
        "signed_date": day(contract.signed if contract else None),
        "terminated_date": day(_terminated(account, contract)),
        "start_date": day(term.start),
        "end_date": day(term.end),
        "latest_end_date": day(term.latest),
        "end_date_quality": end_date_quality(term),
    }


def _terminated(account: Account, contract: Contract | None) -> dt.date | None:
    """Return the day on which the end of a contract was made known."""
    ended = (
        notice.at.date()
        for notice in account.notices
        for said in notice.contracts
        if contract and said.contract_id == contract.contract_id
        if said.status == "terminated"
    )
    return next(ended, None)


def awards_truth(world: World) -> Iterator[Record]:
    """Yield one record for each award, with the figure that its own notice states."""
    for account in accounts(world):
        for award in account.stands.awards:
            yield {
                **account.key,
                "award_id": account.award_id(award.award_id),
                "status": award.status or "",
                "awarded_date": day(award.awarded),
                "standstill_end_date": day(award.standstill_ends),
                "award_gbp": amount(counted(award.value)),
                "vat_basis": basis(account, award.value),
                "supplier_count": str(len(award.winners)),
                "related_lots": ";".join(award.lot_ids),
            }


def winners_truth(world: World) -> Iterator[Record]:
    """Yield one record for each supplier of each award, with what the register knows of it."""
    told = list(accounts(world))
    first: dict[str, dt.date] = {}
    for account in told:
        for award in account.stands.awards:
            for winner in award.winners:
                number, awarded = winner.company.number, award.awarded or dt.date.max
                first[number] = min(first.get(number, awarded), awarded)
    for account in told:
        for award in account.stands.awards:
            for winner in award.winners:
                yield _winner(account, award, winner, first[winner.company.number])


def _winner(account: Account, award: Award, winner: Winner, first: dt.date) -> Record:
    company = winner.company
    awarded = award.awarded
    age = (awarded - company.incorporated).days if awarded else None
    return {
        **account.key,
        "award_id": account.award_id(award.award_id),
        "supplier_number": company.number,
        "supplier_name": company.name,
        "supplier_class": "company" if company.number else "person",
        "stated_scale": winner.scale or "",
        "stated_vcse": flag(winner.vcse),
        "incorporated_date": day(company.incorporated),
        "age_days": "" if age is None else str(age),
        "first_award_date": day(first),
        "is_first_award": flag(awarded == first),
        "register_accounts": company.accounts,
        "register_category": company.category,
    }
