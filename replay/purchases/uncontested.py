"""What was bought without competition: with a reason, or under the law of health services."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from replay.bodies import BODY_BY_ID
from replay.companies import Company
from replay.dates import local
from replay.purchases.cast import (
    both,
    gather,
    purchase,
    signature,
    term,
)
from replay.purchases.model import (
    Award,
    Contract,
    Lot,
    Notice,
    Purchase,
    Tender,
    Value,
)

_REASONS = ("singleSupplierTechnicalReasons", "urgency", "additionalOrRepeat", "protectLife")


def direct_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield one direct award for each reason, with the law that allows it."""
    for position, reason in enumerate(_REASONS):
        begins = local(2025, 4, 2) + dt.timedelta(days=40 * position)
        cast = gather(seed, "unopposed", position, companies, begins)
        value, runs = both(cast.worth(60000, 700000)), term(cast.at(10).date(), 12)
        award = Award(
            "1", status="pending", lot_ids=("1",), winners=(cast.winner(0),), value=value,
            term=runs, awarded=cast.at(0).date(),
        )  # fmt: skip
        tender = Tender(
            status="complete", method="direct", details="Direct award", why_direct=reason,
            special_regime="lightTouch" if position == 3 else None,
        )  # fmt: skip
        lot = Lot("1", status="complete")
        notices = [
            Notice("UK5", cast.at(0), tender, (lot,), (award,)),
            signature(cast, 14, (Contract("1", "1", value=value, term=runs),)),
        ]
        yield purchase(cast, f"{cast.trade.category} without competition", notices)


def health_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield three purchases of health services, which have a law and forms of their own."""
    hospitals = (BODY_BY_ID["aldermere_hospitals"],)
    for position in range(3):
        begins = local(2024, 9, 9) + dt.timedelta(days=150 * position)
        cast = gather(seed, "health", position, companies, begins, hospitals)
        value, runs = Value(cast.worth(200000, 4000000)), term(cast.at(30).date(), 36)
        award = Award(
            "1", status="active", lot_ids=("1",), winners=(cast.winner(0),), value=value,
            term=runs, awarded=cast.at(0).date(),
        )  # fmt: skip
        contract = Contract(
            "1", "1", status="active", value=value, term=runs, signed=cast.at(20).date()
        )
        tender = Tender(status="complete", method="limited", details="Direct award process C")
        notices = [
            Notice(
                "PSR award", cast.at(25), tender, (Lot("1", status="complete"),), (award,),
                (contract,),
            )
        ]  # fmt: skip
        told = purchase(cast, f"Community health: {cast.trade.category}", notices)
        yield replace(told, regime="health")
