"""An invented source, a clock that does not wait and publishers that are functions."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.http import Answer
from ingest.model import (
    Connector,
    Context,
    DeliveryKey,
    Document,
    Followed,
    Parsed,
    Reject,
    Request,
    Row,
    Rows,
    Summary,
    Window,
)
from ingest.money import parse_amount
from ingest.rawstore import Entry, EntryOutcome, Pull, RawStore
from ingest.specs import Licence, Pacing, Publisher, SourceSpec, TableSpec

NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
LAMPS = "lamps"


class FakeClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self, start: dt.datetime = NIGHT) -> None:
        self._now = start
        self.slept: list[float] = []

    def now(self) -> dt.datetime:
        return self._now

    def monotonic(self) -> float:
        return (self._now - NIGHT).total_seconds()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._now += dt.timedelta(seconds=seconds)


def spec(source_id: str = LAMPS, **pacing: object) -> SourceSpec:
    """Declare an invented source: payments with money, and notes without."""
    return SourceSpec(
        source_id=source_id,
        title="Lamps",
        publisher="Department for Lighthouses",
        homepage="https://lamps.example/",
        base_url="https://lamps.example",
        licence=Licence(name="OGL", url="https://lamps.example/ogl", attribution="Lamps."),
        cadence="daily",
        starts_on=dt.date(2024, 4, 1),
        pacing=Pacing.model_validate(
            {"min_interval_seconds": 12, "retry_statuses": {429: 120, 503: 60}, **pacing}
        ),
        tables={
            "payments": TableSpec(columns=("supplier", "amount"), money_column="amount"),
            "notes": TableSpec(columns=("note",)),
        },
    )


def context(night: dt.datetime = NIGHT, *publishers: Publisher) -> Context:
    """Say what a connector may know on ``night``."""
    return Context(
        spec=spec(),
        window=Window(dt.date(2024, 4, 1), night.date() - dt.timedelta(days=1), night),
        publishers={publisher.publisher_id: publisher for publisher in publishers},
    )


def key(period: str = "2026-02", publisher_id: str = "aldermere") -> DeliveryKey:
    return DeliveryKey(LAMPS, publisher_id, period)


def nights(days: int) -> dt.datetime:
    """Return the night that many days after the first."""
    return NIGHT + dt.timedelta(days=days)


def parse_lines(context: Context, document: Document) -> Iterator[Parsed]:
    """Read ``supplier=amount`` lines. ``!`` refuses, ``0`` is empty, ``~`` loses a pound.

    ``supplier=`` is rejected; ``note`` alone is a note; ``late!`` refuses after the first row.
    """
    lines = document.path.read_text("utf-8").splitlines()
    if lines[:1] == ["!"]:
        raise RefusedDocumentError("not_a_table", "This is not a table.")
    if lines[:1] == ["0"]:
        raise EmptyPublicationError("no_rows", "There is nothing in it.")
    total = Decimal(0)
    for number, line in enumerate(lines, 1):
        if line == "late!":
            raise RefusedDocumentError("not_a_table", "This is not a table after all.")
        supplier, equals, amount = line.partition("=")
        if not equals:
            yield Row("notes", {"note": supplier}, number)
            continue
        pounds = parse_amount(amount.removesuffix("~"))
        total += (pounds or 0) + (1 if amount.endswith("~") else 0)
        if supplier:
            yield Row("payments", {"supplier": supplier, "amount": amount.rstrip("~")}, number)
        else:
            yield Reject("payments", "no_supplier", "Nobody was paid.", number, amount=pounds)
    yield Summary("", "lines", len(lines), total)


@dataclass(slots=True)
class FakeSource:
    """A connector that remembers what it was given to parse."""

    requests: Sequence[Request] = ()
    leads_to: Mapping[str, Followed] = field(default_factory=dict)
    parsed: list[str] = field(default_factory=list)

    def connector(self) -> Connector:
        return Connector(plan=self._plan, follow=self._follow, parse=self._parse)

    def _plan(self, context: Context) -> Iterable[Request]:
        return self.requests

    def _follow(self, context: Context, request: Request, body: bytes) -> Followed:
        return self.leads_to.get(request.url, Followed())

    def _parse(self, context: Context, document: Document) -> Iterator[Parsed]:
        self.parsed.append(document.request.url)
        return parse_lines(context, document)


@dataclass(slots=True)
class FakeHttp:
    """Publishers as a function from a request to an answer's bytes; None is 'not modified'."""

    answers: Callable[[Request], bytes | None]
    asked: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    intervals: list[float] = field(default_factory=list)

    def now(self) -> dt.datetime:
        return NIGHT

    def get(
        self,
        request: Request,
        pacing: Pacing,
        scratch: Path,
        *,
        etag: str = "",
        last_modified: str = "",
    ) -> Answer:
        self.asked.append(request.url)
        self.requests.append(request)
        self.conditions.append(etag)
        self.intervals.append(pacing.min_interval_seconds)
        body = self.answers(request)
        if body is None:
            return Answer(304, None, "", "", "")
        arrived = scratch / f"arriving-{len(self.asked)}"
        arrived.write_bytes(body)
        return Answer(200, arrived, "text/csv", f'"{len(body)}"', "")


@dataclass(frozen=True, slots=True)
class FakeVerdict:
    """What a gate says; ``reason`` is empty where nothing is wrong."""

    reason: str = ""

    @property
    def passed(self) -> bool:
        return not self.reason

    def as_rows(self) -> list[dict[str, str]]:
        if self.passed:
            return []
        return [
            {"rule": "plausible", "observed": self.reason, "bound": "none", "severity": "critical"}
        ]

    def as_json(self) -> Mapping[str, object]:
        return {"passed": self.passed}


def deliver(
    store: RawStore,
    delivery: DeliveryKey,
    night: dt.datetime,
    *texts: str,
    silent: EntryOutcome | None = None,
) -> None:
    """Record one pull: a document a text, and after them one request that brought nothing."""
    entries = [
        Entry(
            url=f"https://lamps.example/{delivery.period}/{number}",
            params=(),
            name=f"{number}.csv",
            outcome="received",
            sha256=store.put(text.encode()),
            first_night=night.isoformat(),
        )
        for number, text in enumerate(texts, 1)
    ]
    if silent is not None:
        url = f"https://lamps.example/{delivery.period}/{len(texts) + 1}"
        entries.append(Entry(url, (), "", silent, reason="The publisher was silent."))
    store.record(delivery, Pull(night.isoformat(), tuple(entries)))


def one_by_one(parsed: Iterable[Parsed]) -> Iterator[Row]:
    """The landed records of a parser as single rows, whichever way it gave them."""
    for item in parsed:
        if isinstance(item, Row):
            yield item
        elif isinstance(item, Rows):
            records = pa.table(dict(item.columns)).to_pylist()
            for line, values in zip(item.lines.to_pylist(), records, strict=True):
                yield Row(item.table, {**item.constants, **values}, line, item.part)
