"""What a connector may know of its source when a night begins: what was asked, had and tried."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.dataset as ds

from ingest.lake import Lake
from ingest.model import INDEX, Connector, Context, Tried
from ingest.rawstore import Entry, History, RawStore

RELEASES = "releases"


def with_what_is_known(
    context: Context, connector: Connector, store: RawStore, lake: Lake
) -> Context:
    """Return ``context`` with what the raw store and the landed tables say of its source."""
    source_id = context.spec.source_id
    histories = [one for one in store.histories(source_id) if one.key.publisher_id != INDEX]
    nights = {history.key: history.last_whole_night for history in histories}
    known = replace(context, asked={key: at for key, at in nights.items() if at is not None})
    if connector.lacks is None:
        return known
    tried = {history.key: what_was_tried(history) for history in histories}
    return replace(known, held=held_notices(lake, source_id), tried=tried)


def what_was_tried(history: History) -> Mapping[str, Tried]:
    """Return, by its name, what last came of each document of a delivery."""
    last: dict[str, Entry] = {}
    for pull in history.pulls:
        for entry in pull.entries:
            if entry.name and entry.night:
                last[entry.name] = entry
    return {name: _tried(entry) for name, entry in last.items()}


def held_notices(lake: Lake, source_id: str) -> Mapping[str, dt.date]:
    """Return every notice landed for a source, with the earliest day it is dated.

    One without a date that can be read is not among them: it cannot be placed.
    """
    files = sorted((lake.landed / source_id / RELEASES).glob("*.parquet"))
    columns = ["release_id", "published_at"]
    landed = ds.dataset(files).to_table(columns=columns) if files else _nothing(columns)
    earliest = landed.group_by("release_id").aggregate([("published_at", "min")])
    names = earliest.column("release_id").to_pylist()
    days = map(_day, earliest.column("published_at_min").to_pylist())
    return {name: day for name, day in zip(names, days, strict=True) if name and day}


def _nothing(columns: Iterable[str]) -> pa.Table:
    return pa.table({name: pa.array([], pa.string()) for name in columns})


def _day(said: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((said or "")[:10])
    except ValueError:
        return None


def _tried(entry: Entry) -> Tried:
    return Tried(
        outcome="empty" if entry.outcome == "received" and not entry.kept else entry.outcome,
        night=dt.datetime.fromisoformat(entry.night),
        times=entry.times,
        url=entry.url,
        sha256=entry.sha256,
    )
