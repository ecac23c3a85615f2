"""The bytes we received, kept for ever, and the account of how each was asked for.

``raw/<aa>/<sha256>`` is written once. ``raw/index/<source>/<slug>.json`` lists the pulls of one
delivery, so that landing can be repeated with no network. ``raw/journal/<source>/<slug>.jsonl``
holds the answers of a pull that is not finished (see ``ingest.journal``).
"""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from ingest.files import move_into_place, write_json
from ingest.model import DeliveryKey, Document, Request

CHUNK = 1 << 20
EntryOutcome = Literal["received", "no_publication", "failed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One request of a pull and what came of it. ``first_night`` first saw these bytes.

    ``code`` says why nothing came where the outcome alone does not, as ``robots_disallow``.
    ``kept`` is false for a signpost, which is not parsed, and where a probe found nothing.
    ``night`` is the night that asked last and ``times`` on how many there was an answer; both are
    those of the answer before where that was settled and nobody was asked.
    """

    url: str
    params: tuple[tuple[str, str], ...]
    name: str
    outcome: EntryOutcome
    reason: str = ""
    sha256: str = ""
    kept: bool = True
    status: int = 0
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    asked_at: str = ""
    first_night: str = ""
    code: str = ""
    night: str = ""
    times: int = 1

    @property
    def facts(self) -> tuple[object, ...]:
        """Return what was asked and what came of it, but for when and how it was answered."""
        return (
            self.url,
            self.params,
            self.name,
            self.outcome,
            self.code,
            self.sha256,
            self.kept,
        )

    @property
    def is_answer(self) -> bool:
        """Return whether the publisher answered, were it to say that there is nothing."""
        return self.outcome != "failed"

    def answers(self, request: Request) -> bool:
        """Return whether this entry is the answer to ``request``."""
        return self.url == request.url and self.params == request.params


@dataclass(frozen=True, slots=True)
class Pull:
    """All requests of one delivery on one night. ``confirmed`` is the last night it held."""

    night: str
    entries: tuple[Entry, ...]
    confirmed: str = ""

    @property
    def is_whole(self) -> bool:
        """Return whether nothing failed."""
        return all(entry.outcome != "failed" for entry in self.entries)

    @property
    def came_whole(self) -> bool:
        """Return whether every request brought a document: what is not there yet may still come."""
        return all(entry.outcome == "received" for entry in self.entries)


@dataclass(frozen=True, slots=True)
class History:
    """Every pull of one delivery, oldest first."""

    key: DeliveryKey
    pulls: tuple[Pull, ...] = field(default=())

    def last_answer(self, request: Request) -> Entry | None:
        """Return the newest answer that gave bytes for ``request``."""
        for pull in reversed(self.pulls):
            for entry in pull.entries:
                if entry.outcome == "received" and entry.answers(request):
                    return entry
        return None

    @property
    def last_whole_night(self) -> dt.datetime | None:
        """Return the last night on which every request of the delivery brought a document."""
        nights = [pull.confirmed or pull.night for pull in self.pulls if pull.came_whole]
        return dt.datetime.fromisoformat(nights[-1]) if nights else None


@dataclass(frozen=True, slots=True)
class RawStore:
    """Write-once storage below ``root``."""

    root: Path

    def path(self, sha256: str) -> Path:
        """Return where the bytes with this hash are, or would be."""
        return self.root / sha256[:2] / sha256

    def scratch(self) -> Path:
        """Return a folder on the same file system for bytes still arriving."""
        folder = self.root / ".arriving"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def forget_the_unfinished(self) -> None:
        """Remove what was still arriving when an earlier night was killed."""
        for path in self.scratch().iterdir():
            path.unlink()

    def adopt(self, arrived: Path) -> str:
        """Move a file that has arrived whole into the store and return its hash."""
        sha256 = hash_file(arrived)
        target = self.path(sha256)
        if target.exists():
            arrived.unlink()
        else:
            move_into_place(arrived, target)
            target.chmod(0o444)
        return sha256

    def put(self, body: bytes) -> str:
        """Store ``body`` and return its hash."""
        sha256 = hashlib.sha256(body).hexdigest()
        if not self.path(sha256).exists():
            arrived = self.scratch() / f"{sha256}.{os.getpid()}"
            arrived.write_bytes(body)
            self.adopt(arrived)
        return sha256

    def history(self, key: DeliveryKey) -> History:
        """Return every pull recorded for ``key``."""
        path = self._index_path(key)
        if not path.exists():
            return History(key)
        return _read_history(path)

    def histories(self, source_id: str) -> Iterator[History]:
        """Yield the history of every delivery of a source, in the order of their names."""
        for path in sorted((self.root / "index" / source_id).glob("*.json")):
            yield _read_history(path)

    def record(self, key: DeliveryKey, pull: Pull) -> History:
        """Add ``pull`` to the history of ``key``; a pull that brought nothing new confirms."""
        history = self.history(key)
        if history.pulls and _same_answers(history.pulls[-1], pull):
            pulls = (*history.pulls[:-1], _confirmed(history.pulls[-1], pull))
        else:
            pulls = (*history.pulls, pull)
        value = {**asdict(key), "pulls": [asdict(item) for item in pulls]}
        write_json(self._index_path(key), value)
        return History(key, pulls)

    def documents(self, key: DeliveryKey, pull: Pull) -> tuple[Document, ...]:
        """Return the documents of ``pull`` that are to be parsed, in the order asked for."""
        return tuple(
            Document(
                request=Request(entry.url, entry.params, key, entry.name),
                path=self.path(entry.sha256),
                sha256=entry.sha256,
                fetched_at=dt.datetime.fromisoformat(entry.first_night),
            )
            for entry in pull.entries
            if entry.outcome == "received" and entry.kept
        )

    def journal_path(self, key: DeliveryKey) -> Path:
        """Return where the answers of an unfinished pull of ``key`` are, or would be."""
        return self.root / "journal" / key.source_id / f"{key.slug}.jsonl"

    def _index_path(self, key: DeliveryKey) -> Path:
        return self.root / "index" / key.source_id / f"{key.slug}.json"


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as hexadecimal text."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _same_answers(last: Pull, new: Pull) -> bool:
    return [entry.facts for entry in last.entries] == [entry.facts for entry in new.entries]


def _confirmed(last: Pull, new: Pull) -> Pull:
    """Return ``last`` with when, and how often, each of its requests has been made by now."""
    entries = tuple(
        replace(before, asked_at=now.asked_at, night=now.night, times=now.times)
        for before, now in zip(last.entries, new.entries, strict=True)
    )
    return Pull(last.night, entries, confirmed=new.night)


def read_entry(value: Mapping[str, Any]) -> Entry:
    """Return an entry as it was before it was written as JSON."""
    return Entry(**{**value, "params": tuple((name, said) for name, said in value["params"])})


def _read_history(path: Path) -> History:
    value = json.loads(path.read_text("utf-8"))
    key = DeliveryKey(value["source_id"], value["publisher_id"], value["period"])
    pulls = tuple(
        Pull(
            night=pull["night"],
            confirmed=pull["confirmed"],
            entries=tuple(read_entry(entry) for entry in pull["entries"]),
        )
        for pull in value["pulls"]
    )
    return History(key, pulls)
