"""What is known already of a delivery: its former pulls, and the answers of an unfinished one."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace

from ingest.journal import Journal
from ingest.model import Request
from ingest.rawstore import Entry, History

Identity = tuple[str, tuple[tuple[str, str], ...]]


class Memory:
    """The newest answer to each request of one delivery, and whose turn it is to be asked."""

    def __init__(self, history: History, journal: Journal, night: dt.datetime) -> None:
        """Read both; a line of the journal is newer than any pull."""
        self._night = night.isoformat()
        self._delivery = history.key
        self._journal = journal
        self._newest: dict[Identity, Entry] = {}
        self._received: dict[Identity, Entry] = {}
        self._tonight: dict[Identity, Entry] = {}
        for pull in history.pulls:
            self._note(pull.entries)
        self._note(journal.entries)
        self._tonight = {
            _identity(entry): entry for entry in journal.entries if entry.night == self._night
        }

    def former(self) -> tuple[Request, ...]:
        """Return the requests that brought bytes on a former night, in no particular order."""
        return tuple(
            Request(entry.url, entry.params, self._delivery, entry.name)
            for identity, entry in self._received.items()
            if identity not in self._tonight
        )

    def standing(self, request: Request, settled: Callable[[dt.datetime], bool]) -> Entry | None:
        """Return the answer that makes asking needless: tonight's own, or one that is settled."""
        identity = (request.url, request.params)
        entry = self._tonight.get(identity) or self._newest.get(identity)
        if entry is None or not entry.is_answer:
            return None
        if identity in self._tonight:
            return entry
        if entry.night and settled(dt.datetime.fromisoformat(entry.night)):
            return entry if entry.outcome != "received" else replace(entry, reason="")
        return None

    def received(self, request: Request) -> Entry | None:
        """Return the newest answer that gave bytes for ``request``."""
        return self._received.get((request.url, request.params))

    def times_answered(self, request: Request) -> int:
        """Return on how many nights there was an answer to ``request``."""
        entry = self._newest.get((request.url, request.params))
        return entry.times if entry else 0

    def keep(self, entry: Entry) -> None:
        """Write an answer of tonight into the journal, so that nothing can lose it any more."""
        identity = _identity(entry)
        if entry.is_answer and entry.night == self._night and identity not in self._tonight:
            self._journal.add(entry)
            self._tonight[identity] = entry

    def _note(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._newest[_identity(entry)] = entry
            if entry.outcome == "received":
                self._received[_identity(entry)] = entry


def _identity(entry: Entry) -> Identity:
    return entry.url, entry.params
