"""Putting a release in place, so that whoever reads or pulls the plug never meets half of one.

A release is built in ``releases/.building``, sealed with ``MANIFEST.sha256`` (written last),
renamed to its name, and only then does the link ``current`` move, in one step. Whatever moment
the machine stops at, ``current`` points to a whole release, and doing it all again ends in the
same place. Nothing under a finished release is ever written to.
"""

import datetime as dt
import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from ingest.files import write_text
from pipelines.release.errors import ReleaseError

BUILDING = ".building"
SEAL = "MANIFEST.sha256"
CARD = "release.json"
ROLLED_BACK = ".rolled_back"
RELEASE_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d+)")


@dataclass(frozen=True, slots=True)
class Release:
    """A finished release. ``fingerprint`` stands for everything that went into it."""

    release_id: str
    as_of: dt.date
    fingerprint: str
    path: Path

    @property
    def order(self) -> tuple[dt.date, int]:
        """Sort key: the day, then the number within the day (2 before 10)."""
        return self.as_of, int(self.release_id.rpartition(".")[2])


def list_releases(releases: Path) -> list[Release]:
    """Return the finished releases under ``releases``, oldest first."""
    if not releases.is_dir():
        return []
    found = (
        _read(path)
        for path in releases.iterdir()
        if RELEASE_NAME.fullmatch(path.name) and (path / SEAL).is_file()
    )
    return sorted(found, key=lambda release: release.order)


def find_release(releases: Path, fingerprint: str) -> Release | None:
    """Return the finished release made from exactly these inputs, if there is one."""
    same = [one for one in list_releases(releases) if one.fingerprint == fingerprint]
    return same[-1] if same else None


def next_release_id(releases: Path, as_of: dt.date, fingerprint: str) -> str:
    """Return ``<yyyy-mm-dd>.<n>``: the finished release of ``fingerprint``, else the next free."""
    known = find_release(releases, fingerprint)
    if known:
        return known.release_id
    taken = [one.order[1] for one in list_releases(releases) if one.as_of == as_of]
    return f"{as_of.isoformat()}.{max(taken, default=0) + 1}"


def current_release(current: Path) -> Release | None:
    """Return the release that readers see now, or None before the first."""
    return _read(current.resolve()) if (current / SEAL).is_file() else None


def start_building(releases: Path) -> Path:
    """Return an empty private folder to build in; what an interrupted build left is removed."""
    building = releases / BUILDING
    if building.exists():
        shutil.rmtree(building)
    building.mkdir(parents=True)
    return building


def finish(building: Path, release_id: str, as_of: dt.date, fingerprint: str) -> Release:
    """Seal what was built and give it its name. Readers do not see it until `make_current`.

    Raises:
        ReleaseError: a release of that name is there already; releases are never replaced.
    """
    target = building.parent / release_id
    if target.exists():
        message = f"Release {release_id} exists already and is never replaced."
        raise ReleaseError(message)
    card = {"as_of": as_of.isoformat(), "fingerprint": fingerprint, "id": release_id}
    (building / CARD).write_text(json.dumps(card, indent=2) + "\n", "utf-8")
    for path in _files(building):
        _sync(path)
    (building / SEAL).write_text(_seal(building), "utf-8")
    _sync(building / SEAL)
    for folder in sorted(path for path in building.rglob("*") if path.is_dir()):
        _sync(folder)
    _sync(building)
    building.rename(target)
    _sync(target.parent)
    return _read(target)


def make_current(current: Path, release: Release) -> None:
    """Point ``current`` at ``release`` in one step: a reader sees the old one or the new one."""
    goal = os.path.relpath(release.path, current.parent)
    if current.is_symlink() and str(current.readlink()) == goal:
        return
    fresh = current.with_name(f".{current.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(goal, target_is_directory=True)
    fresh.replace(current)
    _sync(current.parent)


def rollback(current: Path, releases: Path, to: str | None = None) -> Release:
    """Point ``current`` at release ``to``, or at the one before the current one. Nothing is lost.

    The release that is left stays left: only new inputs make a new one.

    Raises:
        ReleaseError: there is no such release.
    """
    known = list_releases(releases)
    if to is None:
        now = current_release(current)
        wanted = [one for one in known if now is not None and one.order < now.order][-1:]
    else:
        wanted = [one for one in known if one.release_id == to]
    if not wanted:
        names = ", ".join(one.release_id for one in known) or "none"
        message = (
            f"There is no release {to or 'before the current one'}. Finished releases: {names}."
        )
        raise ReleaseError(message)
    left = current_release(current)
    if left is not None and left.release_id != wanted[0].release_id:
        _leave(releases, left.release_id)
    make_current(current, wanted[0])
    return wanted[0]


def is_rolled_back(releases: Path, release_id: str) -> bool:
    """Return whether somebody left this release; the night does not bring it back by itself."""
    return release_id in _left(releases)


def _left(releases: Path) -> list[str]:
    path = releases / ROLLED_BACK
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def _leave(releases: Path, release_id: str) -> None:
    """Note that a release was left, whole or not at all."""
    names = sorted({*_left(releases), release_id})
    write_text(releases / ROLLED_BACK, "".join(f"{name}\n" for name in names))


def broken_files(release: Path) -> list[str]:
    """Return the files of a release that are missing, changed or not in its seal."""
    lines = (release / SEAL).read_text("utf-8").splitlines()
    sealed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {
        path.relative_to(release).as_posix(): _digest(path)
        for path in _files(release)
        if path.name != SEAL
    }
    names = sealed.keys() | there.keys()
    return sorted(name for name in names if sealed.get(name) != there.get(name))


def _read(path: Path) -> Release:
    card = json.loads((path / CARD).read_text("utf-8"))
    return Release(
        release_id=card["id"],
        as_of=dt.date.fromisoformat(card["as_of"]),
        fingerprint=card["fingerprint"],
        path=path,
    )


def _seal(folder: Path) -> str:
    """Return the text ``sha256sum --check`` reads: one line for every file."""
    return "".join(
        f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder)
    )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Make sure the disk has it, not only the operating system's memory."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
