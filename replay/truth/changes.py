"""What changed after it was agreed, and how what was agreed went."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeVar

from replay.purchases.model import Amendment, Award, Contract, Notice, Value
from replay.purchases.standing import later
from replay.truth.accounts import Account, accounts
from replay.truth.contracts import RAN_ITS_COURSE
from replay.truth.records import Record, amount, day, flag
from replay.truth.values import basis, counted
from replay.world import World

Agreed = TypeVar("Agreed", Contract, Award)


def changes_truth(world: World) -> Iterator[Record]:
    """Yield one record for each notice that changes what was agreed, with what stood before.

    A contract changes by an amendment; on Contracts Finder, which has none, by an edited award.
    """
    for account in accounts(world):
        contracts: dict[str, Contract] = {}
        awards: dict[str, Award] = {}
        for notice in account.notices:
            for contract in notice.contracts:
                before = contracts.get(contract.contract_id)
                contracts[contract.contract_id] = now = later(before, contract)
                if before and contract.amendment:
                    yield _amended(account, notice, before, now)
            for award in notice.awards:
                stood = awards.get(award.award_id)
                awards[award.award_id] = edited = later(stood, award)
                if stood and notice.code == "award edited":
                    yield _edited(account, notice, stood, edited)


def _amended(account: Account, notice: Notice, before: Contract, now: Contract) -> Record:
    change = now.amendment or Amendment(notice.at.date())
    return {
        **account.key,
        "award_id": account.award_id(now.award_id or ""),
        "contract_id": now.contract_id,
        **_change(account, notice, before, now, change),
    }


def _edited(account: Account, notice: Notice, before: Award, now: Award) -> Record:
    return {
        **account.key,
        "award_id": account.award_id(now.award_id),
        "contract_id": "",
        **_change(account, notice, before, now, Amendment(notice.at.date())),
    }


def _change(
    account: Account, notice: Notice, before: Agreed, now: Agreed, change: Amendment
) -> dict[str, str]:
    old_end, new_end = (one.term.end if one.term else None for one in (before, now))
    kinds = {
        "value": before.value != now.value,
        "period": before.term != now.term,
        "supplier": bool(change.added or change.removed),
    }
    return {
        "release_id": notice.release_id,
        "changed_date": day(change.day),
        "change_kind": ", ".join(kind for kind, is_so in kinds.items() if is_so) or "other",
        "rationale": change.rationale,
        "value_before_gbp": amount(counted(before.value)),
        "value_after_gbp": amount(counted(now.value)),
        "vat_basis": basis(account, now.value),
        "end_date_before": day(old_end),
        "end_date_after": day(new_end),
        "suppliers_added": ";".join(company.number for company in change.added),
        "suppliers_removed": ";".join(company.number for company in change.removed),
    }


def performance_truth(world: World) -> Iterator[Record]:
    """Yield one record for each observation, failure and end that has been made known."""
    for account in accounts(world):
        for notice in account.notices:
            for contract in notice.contracts:
                yield from _observed(account, notice, contract)
                yield from _failed(account, notice, contract)
                if contract.status == "terminated":
                    yield _record(
                        account, notice, contract, "termination",
                        termination_reason=contract.ended_why or "",
                        is_normal_completion=flag(RAN_ITS_COURSE.get(contract.ended_why or "")),
                    )  # fmt: skip


def _observed(account: Account, notice: Notice, contract: Contract) -> Iterator[Record]:
    for metric in contract.metrics:
        for seen in metric.observations:
            yield _record(
                account, notice, contract, "metric",
                metric_id=metric.metric_id,
                rating=seen.rating,
                period_start_date=day(seen.start),
                period_end_date=day(seen.end),
            )  # fmt: skip


def _failed(account: Account, notice: Notice, contract: Contract) -> Iterator[Record]:
    for failure in contract.failures:
        yield _record(
            account, notice, contract, "failure",
            metric_id=failure.failure_id,
            requirement=failure.requirement,
            decided_date=day(failure.decided),
            penalty_type=failure.penalty_type,
            penalty_gbp=amount(_penalty(failure.penalty)),
            supplier_numbers=";".join(company.number for company in failure.companies),
        )  # fmt: skip


def _penalty(value: Value | None) -> Decimal | None:
    return value.net if value else None


_TOLD = (
    "metric_id",
    "rating",
    "period_start_date",
    "period_end_date",
    "requirement",
    "decided_date",
    "penalty_type",
    "penalty_gbp",
    "supplier_numbers",
    "termination_reason",
    "is_normal_completion",
)
"""What a record tells by its kind; the others are left empty."""


def _record(account: Account, notice: Notice, contract: Contract, kind: str, **told: str) -> Record:
    return {
        **account.key,
        "contract_id": contract.contract_id,
        "release_id": notice.release_id,
        "kind": kind,
        **dict.fromkeys(_TOLD, ""),
        **told,
    }


def agreed_metrics_truth(world: World) -> Iterator[Record]:
    """Yield one record for each measure that was agreed when a contract was signed."""
    for account in accounts(world):
        for contract in account.stands.contracts:
            for metric in contract.metrics:
                yield {
                    **account.key,
                    "contract_id": contract.contract_id,
                    "metric_id": metric.metric_id,
                    "title": metric.title or "",
                    "observations": str(len(metric.observations)),
                }
