"""Landing a source: what changed since last time, through gate 1, one delivery replaced at a time.

The newest pull of a delivery that can be read and passes the gate is the one that lands; a pull
of which a part failed lands only where no whole one does. Those that were refused or held on
the way stay in its outcomes. So the result depends on the raw store
alone, never on what happened to be landed before.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

from ingest.lake import DELIVERY_TABLES, Lake
from ingest.land import Landing
from ingest.model import INDEX, Connector, Context, DeliveryKey, Document
from ingest.outcomes import Record, silent_outcome
from ingest.rawstore import History, Pull, RawStore
from ingest.readers import Reader, Task

log = logging.getLogger(__name__)


class Verdict(Protocol):
    """What gate 1 says of one table of one delivery."""

    @property
    def passed(self) -> bool:
        """Return whether nothing critical failed."""
        ...

    def as_rows(self) -> list[dict[str, str]]:
        """Return one row of text for each rule that did not hold."""
        ...

    def as_json(self) -> Mapping[str, object]:
        """Return the verdict as values ``json.dumps`` takes."""
        ...


Audit = Callable[[str, Mapping[str, Sequence[Path]]], Mapping[str, Mapping[str, Verdict]]]
"""Source and the candidate files of its tables to a verdict for each table and delivery's slug."""


@dataclass(slots=True)
class Landed:
    """What landing one source came to. ``verdicts`` are by table, then by delivery slug."""

    changed: list[Landing] = field(default_factory=list)
    unchanged: int = 0
    parsed_documents: int = 0
    verdicts: dict[str, dict[str, Verdict]] = field(default_factory=dict)

    def and_then(self, later: "Landed") -> "Landed":
        """Return what both came to; what was landed again is as it was ``later``."""
        again = {landing.key for landing in later.changed}
        tables = {**self.verdicts, **later.verdicts}
        return Landed(
            [*(one for one in self.changed if one.key not in again), *later.changed],
            later.unchanged,
            self.parsed_documents + later.parsed_documents,
            {table: {**self.verdicts.get(table, {}), **later.verdicts.get(table, {})}
             for table in tables},
        )  # fmt: skip


@dataclass(slots=True)
class _Attempt:
    """One delivery on its way in: the pulls not tried yet, newest first."""

    history: History
    fingerprint: str
    pulls: list[Pull]
    outcomes: list[Record]
    verdicts: list[Mapping[str, object]] = field(default_factory=list)


def land_source(
    connector: Connector,
    context: Context,
    store: RawStore,
    lake: Lake,
    audit: Audit,
    code: str,
    workers: int,
) -> Landed:
    """Land every delivery whose documents, declaration or reader (``code``) changed.

    Much to read is read by ``workers`` processes; what comes of it is the same with one.
    """
    result = Landed()
    source_id = context.spec.source_id
    lake.clear_candidates(source_id)
    waiting: list[_Attempt] = []
    for history in store.histories(source_id):
        if history.key.publisher_id == INDEX:
            continue
        fingerprint = _fingerprint(history, context, code)
        if lake.landed_from(history.key) == fingerprint:
            result.unchanged += 1
        else:
            waiting.append(_attempt(history, fingerprint))
    read = Reader(connector, context, lake, workers)
    while waiting:
        waiting = _round(waiting, read, store, audit, result)
    return result


def _round(
    waiting: list[_Attempt], read: Reader, store: RawStore, audit: Audit, result: Landed
) -> list[_Attempt]:
    tasks = [_task(attempt, store) for attempt in waiting]
    result.parsed_documents += sum(len(task.documents) for task in tasks)
    landings = list(zip(waiting, read.landings(tasks), strict=True))
    context, lake = read.context, read.lake
    failures = _audit(context.spec.source_id, [item for _, item in landings], lake, audit, result)
    again: list[_Attempt] = []
    sound: list[tuple[_Attempt, Landing]] = []
    for attempt, landing in landings:
        attempt.verdicts += [
            result.verdicts[table][landing.key.slug].as_json() for table in landing.tables
        ]
        failure = failures.get(landing.key.slug)
        if failure is not None:
            attempt.outcomes = [_held(record, failure) for record in landing.outcomes]
            again.append(attempt)
        elif attempt.pulls and not landing.has_rows:
            attempt.outcomes = list(landing.outcomes)
            again.append(attempt)
        else:
            sound.append((attempt, landing))
    for attempt in again:
        lake.clear_candidate(attempt.history.key, context.spec.tables)
    _promote(sound, context, lake)
    result.changed += [landing for _, landing in sound]
    return again


def _task(attempt: _Attempt, store: RawStore) -> Task:
    """The next pull of an attempt, and the documents that it superseded, oldest first."""
    key = attempt.history.key
    if not attempt.pulls:
        return Task(key, (), tuple(attempt.outcomes), ())
    pull = attempt.pulls.pop(0)
    documents = store.documents(key, pull)
    known = {document.sha256 for document in documents}
    superseded: dict[str, Document] = {}
    for older in sorted(attempt.pulls, key=lambda one: one.night):
        if older.night < pull.night:
            for document in store.documents(key, older):
                if document.sha256 not in known:
                    superseded.setdefault(document.sha256, document)
    return Task(key, documents, tuple(attempt.outcomes), tuple(superseded.values()))


def _audit(
    source_id: str, landings: Sequence[Landing], lake: Lake, audit: Audit, result: Landed
) -> dict[str, str]:
    failures: dict[str, list[str]] = {}
    files = {
        table: [
            lake.candidate_path(landing.key, table)
            for landing in landings
            if table in landing.tables
        ]
        for table in dict.fromkeys(table for landing in landings for table in landing.tables)
    }
    for table, verdicts in audit(source_id, files).items():
        for slug, verdict in verdicts.items():
            result.verdicts.setdefault(table, {})[slug] = verdict
            if not verdict.passed:
                failures.setdefault(slug, []).extend(_in_words(table, verdict))
    return {slug: "; ".join(reasons) for slug, reasons in failures.items()}


def _in_words(table: str, verdict: Verdict) -> list[str]:
    return [
        f"{table}: {row['rule']}: {row['observed']}, where {row['bound']} is allowed"
        for row in verdict.as_rows()
        if row["severity"] == "critical"
    ]


def _promote(sound: Sequence[tuple[_Attempt, Landing]], context: Context, lake: Lake) -> None:
    keys = [landing.key for _, landing in sound]
    lake.open(keys)
    lake.replace(keys, (*context.spec.tables, *DELIVERY_TABLES))
    for attempt, landing in sound:
        lake.close(landing.key, attempt.fingerprint, attempt.verdicts)


def _attempt(history: History, fingerprint: str) -> _Attempt:
    with_documents = [
        pull
        for pull in reversed(history.pulls)
        if any(entry.outcome == "received" and entry.kept for entry in pull.entries)
    ]
    with_documents.sort(key=lambda pull: not pull.is_whole)
    newest = history.pulls[-1]
    silent = [
        silent_outcome(
            history.key,
            entry.outcome,
            entry.code or entry.outcome,
            entry.reason,
            entry.url,
            newest.night,
        )
        for entry in newest.entries
        if entry.outcome != "received" and entry.kept
    ]
    return _Attempt(history, fingerprint, with_documents, silent)


def _held(record: Record, failure: str) -> Record:
    if record["outcome"] != "landed":
        return record
    return {
        **record,
        "outcome": "held",
        "reason_code": "gate_1",
        "reason": failure,
        "rows_landed": "0",
        "rows_rejected": record["lines"],
        "landed_gbp": None if record["landed_gbp"] is None else "0",
        "rejected_gbp": record["published_gbp"],
    }


def _fingerprint(history: History, context: Context, code: str) -> str:
    key: DeliveryKey = history.key
    publisher = context.publishers.get(key.publisher_id)
    facts = {
        "code": code,
        "publisher": publisher.model_dump(mode="json") if publisher else None,
        "pulls": [[pull.night, [entry.facts for entry in pull.entries]] for pull in history.pulls],
        "key": asdict(key),
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
