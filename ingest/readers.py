"""Reading many deliveries at once: one process a core, because reading text keeps a core busy."""

import gc
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

from ingest.errors import ConservationError
from ingest.lake import Lake
from ingest.land import Landing, land
from ingest.model import Connector, Context, DeliveryKey, Document
from ingest.outcomes import Record, refused_outcome

log = logging.getLogger(__name__)

Given = TypeVar("Given")
Made = TypeVar("Made")

PROGRESS_EVERY = 50
_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload(["ingest.readers", "ingest.registry", "pandas"])
"""They are imported once, not in every process; pandas because Arrow asks for it."""

_WORTH_A_PROCESS = 20_000_000
"""Bytes. Less is read before another process has even started."""


@dataclass(frozen=True, slots=True)
class Task:
    """One pull of a delivery to be read, with what is already known of it.

    ``outcomes`` are those of its other pulls; ``superseded`` are documents this pull replaced.
    """

    key: DeliveryKey
    documents: Sequence[Document]
    outcomes: Sequence[Record]
    superseded: Sequence[Document]

    @property
    def bytes(self) -> int:
        """Return how much there is to read."""
        return sum(one.path.stat().st_size for one in (*self.documents, *self.superseded))


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads the deliveries of one source into ``candidate``."""

    connector: Connector
    context: Context
    lake: Lake
    workers: int

    def landings(self, tasks: Sequence[Task]) -> Iterator[Landing]:
        """Yield what became of each task, in the order given."""
        one = partial(_read, self.connector, self.context, self.lake)
        sizes = [task.bytes for task in tasks]
        yield from self._told(spread(one, tasks, sizes, self.workers))

    def _told(self, landings: Iterable[Landing]) -> Iterator[Landing]:
        for count, landing in enumerate(landings, 1):
            for outcome in landing.outcomes:
                if outcome["reason_code"] == _NOT_CONSERVED:
                    log.error("%s", outcome["reason"])
            if count % PROGRESS_EVERY == 0:
                log.info("%s: %s deliveries read", self.context.spec.source_id, count)
            yield landing


def spread(
    one: Callable[[Given], Made], tasks: Sequence[Given], sizes: Sequence[int], workers: int
) -> Iterator[Made]:
    """Yield what each task comes to, in the order given; much is done by several processes.

    ``sizes`` are bytes to be read. What comes of a task is the same with one process.
    """
    if workers < 2 or len(tasks) < 2 or sum(sizes) < _WORTH_A_PROCESS:
        yield from map(one, tasks)
        return
    largest_first = sorted(range(len(tasks)), key=lambda place: -sizes[place])
    pool = ProcessPoolExecutor(workers, mp_context=_PROCESSES, initializer=_begin)
    try:
        coming = {place: pool.submit(one, tasks[place]) for place in largest_first}
        for place in range(len(tasks)):
            yield coming.pop(place).result()
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Make a process fit to read: what it reads is millions of objects and not one cycle."""
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTING)
    end_with_parent()


_OBJECTS_BEFORE_COLLECTING = 1_000_000


def end_with_parent() -> None:
    """Let this process end when the one that started it is killed.

    Else it would wait for work for ever, and first write into what the next night is writing.
    """
    Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


_NOT_CONSERVED = "not_conserved"


def _read(connector: Connector, context: Context, lake: Lake, task: Task) -> Landing:
    """Land one task; one that loses or invents money is refused whole."""
    try:
        return land(
            connector, context, task.key, task.documents, lake, task.outcomes, task.superseded
        )
    except ConservationError as error:
        lake.clear_candidate(task.key, context.spec.tables)
        refused = [
            refused_outcome(task.key, document, _NOT_CONSERVED, str(error))
            for document in task.documents
        ]
        return land(connector, context, task.key, (), lake, [*task.outcomes, *refused])
