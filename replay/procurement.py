"""What the bodies of Aldermere buy: every process, from its first notice to its last.

Values are net of VAT. Times are UK local time, by which the services filter.
"""

import datetime as dt
import random
from dataclasses import dataclass, replace
from decimal import Decimal

from replay.bodies import BUYERS, Body
from replay.chance import dice, money
from replay.companies import TRADES, Company, Trade
from replay.dates import months_later
from replay.timelines import Event, build_events

PIPELINE_NOTICES = 108
UNREAL_END = dt.date(2099, 12, 31)

UNDER_THE_ACT = 72
DIRECT = 14
EARLIER_LAW = 62
SMALL = 112


@dataclass(frozen=True, slots=True)
class Award:
    """What was agreed with one supplier or several; ``value`` is theirs together.

    ``end`` is None where the notice leaves it out. ``latest_end`` counts the options in.
    """

    award_id: str
    suppliers: tuple[Company, ...]
    value: Decimal
    signed: dt.date
    start: dt.date
    end: dt.date | None
    latest_end: dt.date | None


@dataclass(frozen=True, slots=True)
class Process:
    """One purchase. ``changed_awards`` are its awards after the change notice."""

    source_id: str
    number: int
    ocid: str
    buyer: Body
    regime: str
    trade: Trade
    title: str
    estimate: Decimal
    is_framework: bool
    awards: tuple[Award, ...]
    changed_awards: tuple[Award, ...]
    events: tuple[Event, ...]

    def awards_after(self, events: tuple[Event, ...]) -> tuple[Award, ...]:
        """Return the awards as they stand after some of the notices."""
        seen = {event.notice for event in events}
        if seen & {"UK10", "F20", "award edited"}:
            return self.changed_awards
        return self.awards if seen & AWARDING else ()


AWARDING = {"UK5", "UK6", "UK7", "F03", "F15", "award"}


def build_processes(seed: int, companies: tuple[Company, ...]) -> tuple[Process, ...]:
    """Return every process up to the last day of the county, its notices not yet numbered."""
    drafts = [
        *(_draft(seed, "act", number, companies) for number in range(UNDER_THE_ACT)),
        *(_draft(seed, "direct", number, companies) for number in range(DIRECT)),
        *(_draft(seed, "earlier", number, companies) for number in range(EARLIER_LAW)),
        *(_draft(seed, "pipeline", number, companies) for number in range(PIPELINE_NOTICES)),
        *(_draft(seed, "small", number, companies) for number in range(SMALL)),
    ]
    return tuple(replace(draft, ocid=_ocid(seed, draft, at)) for at, draft in enumerate(drafts))


def _draft(seed: int, kind: str, number: int, companies: tuple[Company, ...]) -> Process:
    chance = dice(seed, "process", kind, number)
    buyer = BUYERS[number % len(BUYERS)]
    supplier = chance.choice([company for company in companies if company.on_register])
    trade = supplier.trade if kind != "pipeline" else chance.choice(TRADES)
    is_small = kind == "small"
    estimate = money(chance, 20000, 200000) if is_small else money(chance, 100000, 6000000)
    estimate = estimate.quantize(Decimal(1))
    events = build_events(chance, kind, number)
    awards = _awards(chance, kind, estimate, supplier, companies, events)
    is_framework = kind in ("act", "earlier") and number % 9 == 4
    return Process(
        source_id="contracts_finder" if is_small else "find_a_tender",
        number=number,
        ocid="",
        buyer=buyer,
        regime="act" if kind in ("act", "direct", "pipeline") else "earlier",
        trade=trade,
        title=f"{trade.category} for {buyer.title} ({kind[0].upper()}{number:03d})",
        estimate=estimate,
        is_framework=is_framework,
        awards=awards,
        changed_awards=tuple(_changed(award) for award in awards),
        events=events,
    )


def _awards(
    chance: random.Random,
    kind: str,
    estimate: Decimal,
    supplier: Company,
    companies: tuple[Company, ...],
    events: tuple[Event, ...],
) -> tuple[Award, ...]:
    awarded = [event.at for event in events if event.notice in AWARDING]
    if not awarded:
        return ()
    lots = 3 if kind == "act" and chance.random() < 0.15 else 1
    share = (estimate / lots * Decimal(chance.randint(85, 103)) / 100).quantize(Decimal("0.01"))
    peers = [company for company in companies if company.trade == supplier.trade]
    return tuple(
        _award(chance, str(number + 1), share, supplier if number == 0 else chance.choice(peers),
               peers, awarded[0].date())
        for number in range(lots)
    )  # fmt: skip


def _award(
    chance: random.Random,
    award_id: str,
    value: Decimal,
    supplier: Company,
    peers: list[Company],
    awarded: dt.date,
) -> Award:
    start = (awarded + dt.timedelta(days=45)).replace(day=1)
    months = chance.choice([6, 9, 12, 12, 18, 24, 24, 36, 48])
    end = months_later(start, months) - dt.timedelta(days=1)
    others = chance.sample(peers, k=min(2, len(peers))) if chance.random() < 0.12 else []
    oddity = chance.randint(0, 19)
    has_option = chance.random() < 0.3 and oddity > 1
    return Award(
        award_id=award_id,
        suppliers=tuple(dict.fromkeys([supplier, *others])),
        value=value,
        signed=awarded + dt.timedelta(days=12),
        start=start,
        end={0: None, 1: UNREAL_END}.get(oddity, end),
        latest_end=months_later(start, months + 12) - dt.timedelta(days=1) if has_option else None,
    )


def _changed(award: Award) -> Award:
    end = award.end
    if end is not None and end != UNREAL_END:
        end += dt.timedelta(days=184)
    return replace(
        award,
        value=(award.value * Decimal("1.15")).quantize(Decimal("0.01")),
        end=end,
        latest_end=max(award.latest_end, end) if award.latest_end and end else award.latest_end,
    )


def _ocid(seed: int, draft: Process, at: int) -> str:
    if draft.source_id == "find_a_tender":
        return f"ocds-h6vhtk-0f{at:04x}"
    return f"ocds-b5fd17-{guid(seed, 'ocid', at)}"


def guid(seed: int, *names: object) -> str:
    """Return a GUID that is always the same for the same names."""
    digits = f"{dice(seed, 'guid', *names).getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"
