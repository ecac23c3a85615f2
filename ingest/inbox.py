"""Files a person already has: ``inbox/<publisher_id or source_id>/…`` is taken in like a download.

A file stays where it is; its bytes are copied into the raw store, so a night can be repeated
after the inbox has been emptied.
"""

import datetime as dt
import logging
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from ingest.model import DeliveryKey
from ingest.rawstore import Entry, Pull, RawStore, hash_file

log = logging.getLogger(__name__)

SPEND = "spend"


def take_in(inbox: Path, source_ids: Collection[str], store: RawStore, night: dt.datetime) -> int:
    """Store every file below ``inbox`` and return how many were new; say what cannot be taken."""
    for path, why in nobodys(inbox):
        log.warning("%s was not taken in: %s", path, why)
    taken = 0
    for path, key in waiting_files(inbox, source_ids):
        history = store.history(key)
        sha256 = hash_file(path)
        if history.pulls and history.pulls[-1].entries[0].sha256 == sha256:
            continue
        _record(path, f"inbox:{path.relative_to(inbox).as_posix()}", sha256, key, store, night)
        taken += 1
    return taken


def waiting_files(inbox: Path, source_ids: Collection[str]) -> Iterator[tuple[Path, DeliveryKey]]:
    """Yield every file with the delivery it makes: a folder is a source or a spend publisher.

    A folder whose name is no identifier is taken for the publisher its letters spell, and its
    name stays in the period, so that two folders never make one delivery.
    """
    if not inbox.is_dir():
        return
    for path in sorted(inbox.glob("*/**/*")):
        if not path.is_file() or path.name.startswith("."):
            continue
        folder, *rest = path.relative_to(inbox).parts
        if folder in source_ids and folder != SPEND:
            yield path, DeliveryKey(folder, folder, "/".join(rest))
        else:
            publisher_id = publisher_id_of(folder)
            parts = rest if publisher_id == folder else (folder, *rest)
            yield path, DeliveryKey(SPEND, publisher_id, "/".join(parts))


def nobodys(inbox: Path) -> Iterator[tuple[Path, str]]:
    """Yield what a person put into ``inbox`` to no purpose, and what to do about it."""
    for path in sorted(inbox.rglob("*")):
        if path.name.startswith("."):
            continue
        if not path.exists():
            yield path, "it is a link that leads nowhere; put the file itself here"
        elif path.is_file() and path.parent == inbox:
            yield path, "it lies in no folder; put it into one named after the body or the source"


def publisher_id_of(folder: str) -> str:
    """Return the id of the publisher a folder is named after.

    >>> publisher_id_of("St Mary's NHS"), publisher_id_of("3 Rivers")
    ('st_mary_s_nhs', 'body_3_rivers')
    """
    plain = re.sub(r"[^a-z0-9]+", "_", folder.lower()).strip("_")
    return plain if plain[:1].isalpha() else f"body_{plain}"


def _record(
    path: Path, url: str, sha256: str, key: DeliveryKey, store: RawStore, night: dt.datetime
) -> None:
    if not store.path(sha256).exists():
        copy = store.scratch() / sha256
        shutil.copyfile(path, copy)
        sha256 = store.adopt(copy)
    entry = Entry(
        url=url,
        params=(),
        name=path.name,
        outcome="received",
        sha256=sha256,
        first_night=night.isoformat(),
    )
    store.record(key, Pull(night.isoformat(), (entry,)))
