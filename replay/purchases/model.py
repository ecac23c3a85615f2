"""What a notice can say of a purchase, and the purchase it is said of.

A field that is None, or an empty tuple, is one that the notice does not mention: it takes
nothing back. What stands after several notices is put together in ``standing``.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from replay.bodies import Body
from replay.companies import Company, Trade
from replay.render.ocds import Json


@dataclass(frozen=True, slots=True)
class Value:
    """An amount without VAT, with it, or both, as far as stated."""

    net: Decimal | None = None
    gross: Decimal | None = None
    currency: str = "GBP"


@dataclass(frozen=True, slots=True)
class Term:
    """The days between which a contract runs; ``latest`` counts the options in."""

    start: dt.date | None = None
    end: dt.date | None = None
    latest: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """What bids are judged by: ``kind`` is price, cost or quality, ``weight`` a percentage."""

    kind: str
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Lot:
    """A part of what is bought, as one notice describes it."""

    lot_id: str
    title: str | None = None
    status: str | None = None
    value: Value | None = None
    term: Term | None = None
    renewal: str | None = None
    options: str | None = None
    sme: bool | None = None
    vcse: bool | None = None
    criteria: tuple[Criterion, ...] = ()
    reserved: str | None = None


@dataclass(frozen=True, slots=True)
class Winner:
    """A supplier and what the notice says of its size and nature, true or not."""

    company: Company
    scale: str | None = "sme"
    vcse: bool | None = False


@dataclass(frozen=True, slots=True)
class Award:
    """A decision for one supplier or several; ``value`` is theirs together."""

    award_id: str
    title: str | None = None
    status: str | None = None
    lot_ids: tuple[str, ...] = ()
    winners: tuple[Winner, ...] = ()
    value: Value | None = None
    term: Term | None = None
    awarded: dt.date | None = None
    standstill_ends: dt.date | None = None
    is_amended: bool | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of a contract: why, and which suppliers came and went."""

    day: dt.date
    rationale: str = ""
    added: tuple[Company, ...] = ()
    removed: tuple[Company, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """How a contract did against one of its measures.

    ``rating`` is ``met``, ``slightlyBelow``, ``below``, ``significantlyBelow`` or ``other``.
    """

    observation_id: str
    start: dt.date
    end: dt.date
    rating: str


@dataclass(frozen=True, slots=True)
class Metric:
    """A performance indicator agreed with the supplier, and what was observed."""

    metric_id: str
    title: str | None = None
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A breach: ``penalty_type`` is contracted, imposed or negotiated."""

    failure_id: str
    requirement: str
    decided: dt.date
    penalty_type: str
    penalty: Value | None
    companies: tuple[Company, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """What was signed. ``ended_why`` is a code, empty until the contract has ended."""

    contract_id: str
    award_id: str | None = None
    title: str | None = None
    status: str | None = None
    value: Value | None = None
    term: Term | None = None
    signed: dt.date | None = None
    renewal: str | None = None
    amendment: Amendment | None = None
    metrics: tuple[Metric, ...] = ()
    no_metrics_why: str | None = None
    failures: tuple[Failure, ...] = ()
    ended_why: str | None = None


@dataclass(frozen=True, slots=True)
class Bids:
    """A count of bids for a lot: ``measure`` is an OCDS code such as ``bids``."""

    lot_id: str
    measure: str
    count: int


@dataclass(frozen=True, slots=True)
class Tender:
    """How something is bought, as one notice describes it."""

    status: str | None = None
    value: Value | None = None
    least: Value | None = None
    method: str | None = None
    details: str | None = None
    why_direct: str | None = None
    is_framework: bool | None = None
    closes: dt.datetime | None = None
    questions_by: dt.datetime | None = None
    award_by: dt.date | None = None
    next_notice: dt.date | None = None
    engagement_ends: dt.date | None = None
    term: Term | None = None
    why_no_lots: str | None = None
    why_no_engagement: str | None = None
    special_regime: str | None = None
    sme: bool | None = None
    vcse: bool | None = None
    amended: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: its type, when it appeared, and what it says.

    ``unforeseen`` are fields that no description of the service mentions.
    """

    code: str
    at: dt.datetime
    tender: Tender = Tender()
    lots: tuple[Lot, ...] = ()
    awards: tuple[Award, ...] = ()
    contracts: tuple[Contract, ...] = ()
    bids: tuple[Bids, ...] = ()
    names_buyer: bool = True
    removed: tuple[Company, ...] = ()
    unforeseen: Mapping[str, Json] | None = None
    release_id: str = ""


@dataclass(frozen=True, slots=True)
class Purchase:
    """One process on one service.

    ``regime`` is ``act``, ``earlier`` or ``health``. ``buyer_name`` is what the notices say,
    which on Contracts Finder may be the name of a platform. ``parent`` is the framework that
    this is a call-off of, and ``names_parent`` says whether its notices tell. ``story`` ties
    purchases together: two accounts of one contract, or successive contracts for one service.
    ``parent`` is the key of a purchase until ocids are given, and its ocid from then on.
    """

    source_id: str
    kind: str
    number: int
    buyer: Body
    buyer_name: str
    regime: str
    trade: Trade
    title: str
    notices: tuple[Notice, ...]
    ocid: str = ""
    parent: str = ""
    names_parent: bool = False
    story: str = ""

    @property
    def key(self) -> str:
        """The name by which other purchases speak of this one before it has an ocid."""
        return f"{self.source_id}/{self.kind}/{self.number}"
