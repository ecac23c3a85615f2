"""A backfill of the invented years against a service on loopback, in this process or a child.

``python -m tests.integration.backfilling <data folder> <root> <night>`` takes it up and goes on
to its end, unless somebody ends it first.
"""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.dataset as ds

from ingest.fetch import fetch
from ingest.http import Answer, PublisherHttp
from ingest.known import with_what_is_known
from ingest.lake import COMPLETENESS, NOTICE_NUMBERS, Lake
from ingest.landing import Verdict, land_source
from ingest.ledger import write_ledger
from ingest.model import Context, Request, Window
from ingest.rawstore import RawStore
from ingest.registry import BUILDERS, load_spec
from ingest.specs import Pacing
from replay.clock import ScaledClock
from tests.fakes import FakeVerdict

SOURCE = "find_a_tender"
HOST = "find-a-tender.example"
SPEED = 1e7
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2025, 12, 31)
ROOT = Path(__file__).resolve().parents[2]


class Interrupted(KeyboardInterrupt):
    """Somebody pressed a key, or the machine went down: nothing here may catch it."""


class InterruptedHttp(PublisherHttp):
    """A client that is interrupted before one of its requests is sent."""

    left = -1

    def get(
        self,
        request: Request,
        pacing: Pacing,
        scratch: Path,
        *,
        etag: str = "",
        last_modified: str = "",
    ) -> Answer:
        """Ask, unless it is time to be interrupted."""
        if self.left == 0:
            raise Interrupted
        self.left -= 1
        return super().get(request, pacing, scratch, etag=etag, last_modified=last_modified)


@dataclass(frozen=True)
class Backfill:
    """Somebody's data folder, and the service it is filled from."""

    data: Path
    root: str

    def run(self, night: dt.datetime, after: int = -1) -> None:
        """Go on to the end.

        Raises:
            Interrupted: ``after`` so many requests.
        """
        store = self._store()
        store.forget_the_unfinished()
        http = InterruptedHttp(
            user_agent="test (+https://replay.example)",
            clock=ScaledClock(SPEED, start=night),
            routes={HOST: self.root.removeprefix("http://")},
        )
        http.left = after
        connector, lake, context = BUILDERS[SOURCE](), Lake(self.data), _context(night)
        requests = -1
        while requests:
            known = with_what_is_known(context, connector, store, lake)
            requests = fetch(connector, known, http, store).requests
            land_source(connector, context, store, lake, _audit, "code", 1)

    def start(self, night: dt.datetime) -> "subprocess.Popen[bytes]":
        """Go on in a process of its own."""
        module = "tests.integration.backfilling"
        arguments = [str(self.data), self.root, night.isoformat()]
        return subprocess.Popen([sys.executable, "-m", module, *arguments], cwd=ROOT)

    def ledger(self, night: dt.datetime) -> dict[str, dict[str, str]]:
        """Return what is known on a night of the numbers that no window showed, by number."""
        lake = Lake(self.data)
        write_ledger(BUILDERS[SOURCE](), _context(night), self._store(), lake)
        rows = ds.dataset(lake.landed / COMPLETENESS / NOTICE_NUMBERS).to_table().to_pylist()
        return {row["notice_id"]: row for row in rows}

    def landed(self) -> set[tuple[str, str]]:
        """Return every release landed, by process and id."""
        files = sorted((Lake(self.data).landed / SOURCE / "releases").glob("*.parquet"))
        table = ds.dataset(files).to_table(columns=["ocid", "release_id"])
        return set(
            zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True)
        )

    def _store(self) -> RawStore:
        return RawStore(self.data / "raw")


def as_if_synced(_: object) -> None:
    """Stand in for ``os.fsync``: a process that is ended loses nothing that it has written.

    Only where the power fails does it matter what had reached the disk.
    """


def _context(night: dt.datetime) -> Context:
    spec = load_spec(SOURCE).model_copy(update={"base_url": f"http://{HOST}/{SOURCE}"})
    return Context(spec, Window(FIRST, LAST, night), options={"numbers_a_night": "100000"})


def _audit(
    source_id: str, tables: Mapping[str, Sequence[Path]]
) -> Mapping[str, Mapping[str, Verdict]]:
    """Let everything through: how a gate judges is not what is tried here."""
    return {table: {path.stem: FakeVerdict() for path in files} for table, files in tables.items()}


if __name__ == "__main__":
    vars(os)["fsync"] = as_if_synced
    Backfill(Path(sys.argv[1]), sys.argv[2]).run(dt.datetime.fromisoformat(sys.argv[3]))
