"""Dagster's own record of its runs, kept in the same files with their connections left open.

Dagster opens a database anew for every event, and so translates every statement anew and writes
the log back at every close: a night of a thousand tests spent more processor time on that than on
the warehouse. The files stay as Dagster makes them, and its pages read them as before.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import sqlalchemy as db
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.runs import SqliteRunStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData

MOST_OPEN = 8
"""Databases kept open at a time: Dagster has one for each run, and its pages show many."""


class Runs(SqliteRunStorage):
    """The runs, through one engine."""

    def __init__(self, conn_string: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(conn_string, inst_data)
        self._engine = _engine(conn_string)

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Any
    ) -> "Runs":
        """Open the runs below Dagster's home, which is ``base_dir``."""
        return cls.from_local(str(Path(config_value["base_dir"]) / "history"), inst_data)

    @contextmanager
    def connect(self) -> Iterator[db.Connection]:
        """Hand out a connection within one transaction."""
        with self._engine.begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Close what is open."""
        self._engine.dispose()


class Events(SqliteEventLogStorage):
    """The events of each run and what is told across runs, through an engine a database."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, db.Engine] = {}
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> Self:
        """Open the events below Dagster's home, which is ``base_dir``."""
        return cls(str(Path(config_value["base_dir"]) / "history" / "runs"), inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[db.Connection]:
        with self._db_lock, self._engine_of(shard).begin() as connection:
            yield connection

    def _engine_of(self, shard: str) -> db.Engine:
        if shard not in self._initialized_dbs:  # new to us, or wiped
            self._close(shard)
        engine = self._engines.pop(shard, None) or _engine(self.conn_string_for_shard(shard))
        self._engines[shard] = engine
        if len(self._engines) > MOST_OPEN:
            self._close(next(iter(self._engines)))
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        return engine

    def _close(self, shard: str) -> None:
        engine = self._engines.pop(shard, None)
        if engine is not None:
            engine.dispose()

    def open_databases(self) -> tuple[str, ...]:
        """Return the runs whose databases are open, and ``index``, which is of all runs."""
        return tuple(self._engines)

    def dispose(self) -> None:
        """Close what is open, and stop watching."""
        super().dispose()
        with self._db_lock:
            for shard in list(self._engines):
                self._close(shard)


def _engine(address: str) -> db.Engine:
    engine = db.create_engine(address, connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})
    db.event.listen(engine, "connect", _as_if_written)
    return engine


def _as_if_written(connection: sqlite3.Connection, _: object) -> None:
    """Leave it to the system when a record reaches the disk: only a power cut can lose the last.

    What publishers sent and what we published is not kept here.
    """
    connection.execute("pragma synchronous = normal")
