"""Whatever a file has become, it ends in rows, rejects or a refusal, and no money is lost.

``MUTATIONS`` says how many spoilt files are tried; ``make mutations`` tries ten thousand.
"""

import datetime as dt
import os
import signal
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from types import FrameType

import pytest

from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.model import Context, DeliveryKey, Document, Parsed, Reject, Request, Summary, Window
from ingest.money import parse_amount
from ingest.refusals import EMPTY_CODES, REASONS
from ingest.registry import load_spec
from ingest.sources.spend.payments import REJECTS, TABLE
from ingest.sources.spend.prompt_payment import REJECTS as PROMPTNESS
from ingest.sources.spend.reading import parse
from ingest.specs import Publisher
from replay.render.spend import spend_documents
from replay.world import build_world
from tests.fakes import one_by_one
from tests.mutations.mutating import mutated

REAL = Path(__file__).resolve().parents[2].parent / "shared/data"
COUNT = int(os.environ.get("MUTATIONS", "400"))
BATCHES = 8
LARGEST = 120_000
"""Bytes of an original: enough for every oddity, few enough to spoil thousands of times."""

TOO_LONG = 60
"""Seconds for one such file, on however busy a machine."""

NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
BODY = Publisher(publisher_id="fog_agency", title="Fog Agency")


@pytest.fixture(scope="session")
def originals() -> Sequence[bytes]:
    """The real files that are small enough; those of Aldermere where there are no real ones."""
    paths = sorted(
        path for folder in ("spend", "bench/spend") for path in (REAL / folder).rglob("*")
    )
    real = [
        path.read_bytes() for path in paths if path.is_file() and 0 < path.stat().st_size <= LARGEST
    ]
    return real or [
        made.data for made in spend_documents(build_world(20260331)) if len(made.data) <= LARGEST
    ]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_spoilt_file_is_read_rejected_or_refused_with_its_money_conserved(
    batch: int, originals: Sequence[bytes], tmp_path: Path
) -> None:
    path = tmp_path / "spoilt"
    for seed in range(batch, COUNT, BATCHES):
        how, data = mutated(seed, originals)
        path.write_bytes(data)
        with _not_for_ever(f"seed {seed}: {how}"):
            _hold(_parsed(path), f"seed {seed}: {how}")


def _parsed(path: Path) -> list[Parsed] | str:
    delivery = DeliveryKey("spend", BODY.publisher_id, "2025-04")
    request = Request("https://fog.example/spoilt", delivery=delivery, name="spend.csv")
    window = Window(dt.date(2010, 4, 1), dt.date(2026, 3, 31), NIGHT)
    context = Context(load_spec("spend"), window, {BODY.publisher_id: BODY})
    try:
        return list(parse(context, Document(request, path, "0" * 64, NIGHT)))
    except (RefusedDocumentError, EmptyPublicationError) as error:
        return error.code


def _hold(parsed: list[Parsed] | str, spoilt: str) -> None:
    if isinstance(parsed, str):
        assert parsed in REASONS | EMPTY_CODES, spoilt
        return
    pounds: dict[str, Decimal] = defaultdict(Decimal)
    lines: dict[str, int] = defaultdict(int)
    for row in one_by_one(parsed):
        lines[row.part] += 1
        if row.table == TABLE:
            amount = parse_amount(row.values["amount"] or "")
            assert amount is not None, f"{spoilt}: line {row.line} landed without an amount"
            pounds[row.part] += amount
    for item in parsed:
        if isinstance(item, Reject):
            assert item.code in REJECTS | PROMPTNESS, spoilt
            pounds[item.part] += item.amount or 0
            lines[item.part] += item.code != "part_not_read"
    for item in parsed:
        if isinstance(item, Summary):
            assert lines[item.part] == item.lines, f"{spoilt}: a line of {item.part!r} was lost"
            assert pounds[item.part] == (item.published_total or 0), f"{spoilt}: money was lost"


@contextmanager
def _not_for_ever(spoilt: str) -> Iterator[None]:
    def stop(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"{spoilt}: was read for more than {TOO_LONG} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(TOO_LONG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
