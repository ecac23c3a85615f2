"""How contracts are written: what was agreed, what changed, how it went and why it ended."""

from replay.companies import Company
from replay.purchases.model import Amendment, Contract, Failure, Metric, Notice, Winner
from replay.render.ocds import Json, day_end, day_start
from replay.render.stated import stated_period, stated_value, supplier_identity

TERMINATIONS = {
    "contractCompleted": "Contract completed",
    "terminationByAParty": "Termination by a party",
    "rescission": "Rescission",
}
"""Why a contract ended. How the service codes it is not known: these codes are stand-ins."""


def contracts_of(notice: Notice) -> list[Json]:
    """Return the contracts of a notice, each with what the notice says of it and no more."""
    return [_contract(notice, said) for said in notice.contracts]


def winner_reference(winner: Winner) -> dict[str, Json]:
    """Return how an award points at a supplier."""
    return company_reference(winner.company)


def company_reference(company: Company) -> dict[str, Json]:
    """Return the id and name by which other parts of a release speak of a supplier."""
    return {"id": supplier_identity(company), "name": company.name}


def _contract(notice: Notice, said: Contract) -> dict[str, Json]:
    stated: dict[str, Json] = {
        "id": said.contract_id,
        "awardID": said.award_id,
        "title": said.title,
        "status": said.status,
        "value": stated_value(said.value),
        "period": stated_period(said.term),
        "dateSigned": day_start(said.signed) if said.signed else None,
        "hasRenewal": True if said.renewal else None,
        "renewal": {"description": said.renewal} if said.renewal else None,
        "amendments": [_amendment(notice, said)] if said.amendment else None,
        "agreedMetrics": [_metric(one) for one in said.metrics if not one.observations] or None,
        "noAgreedMetricsRationale": said.no_metrics_why,
        "implementation": _implementation(said) or None,
        "terminationRationaleClassifications": [
            {
                "scheme": "UK_TERMINATION_RATIONALE",
                "id": said.ended_why,
                "description": TERMINATIONS[said.ended_why],
            }
        ]
        if said.ended_why
        else None,
    }
    return {name: one for name, one in stated.items() if one is not None}


def _implementation(said: Contract) -> dict[str, Json]:
    """Return how a contract went: what was observed of its measures, and where it failed."""
    told: dict[str, Json] = {}
    observed: list[Json] = [_metric(one) for one in said.metrics if one.observations]
    if observed:
        told["metrics"] = observed
    if said.failures:
        told["performanceFailures"] = [_failure(one) for one in said.failures]
    return told


def _amendment(notice: Notice, said: Contract) -> dict[str, Json]:
    """Return the change itself, which repeats the new value and term that the contract states."""
    change: Amendment | None = said.amendment
    if change is None:
        msg = "only a contract that was amended has an amendment to write"
        raise ValueError(msg)
    stated: dict[str, Json] = {
        "id": notice.release_id,
        "date": day_start(change.day),
        "rationale": change.rationale or None,
        "value": stated_value(said.value),
        "period": stated_period(said.term),
        "suppliersAdded": [company_reference(one) for one in change.added] or None,
        "suppliersRemoved": [company_reference(one) for one in change.removed] or None,
    }
    return {name: one for name, one in stated.items() if one is not None}


def _metric(said: Metric) -> dict[str, Json]:
    metric: dict[str, Json] = {"id": said.metric_id}
    if said.title:
        metric["title"] = said.title
    if said.observations:
        metric["observations"] = [
            {
                "id": one.observation_id,
                "period": {"startDate": day_start(one.start), "endDate": day_end(one.end)},
                "measureClassification": {"scheme": "UK_PERFORMANCE_RATING", "id": one.rating},
            }
            for one in said.observations
        ]
    return metric


def _failure(said: Failure) -> dict[str, Json]:
    failure: dict[str, Json] = {
        "id": said.failure_id,
        "requirement": said.requirement,
        "description": "The measure was missed in three months of six.",
        "decisionDate": day_start(said.decided),
        "penaltyDate": day_start(said.decided),
        "penaltyType": said.penalty_type,
        "suppliers": [company_reference(one) for one in said.companies],
    }
    if said.penalty:
        failure["penaltyValue"] = stated_value(said.penalty)
    return failure
