"""What commonly stops a night, looked for one by one."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

from ingest.declarations import load_area, load_publishers
from ingest.errors import DeclarationError
from ingest.rawstore import RawStore
from ingest.registry import load_specs
from pipelines.release.promote import broken_files, current_release
from pipelines.settings import ROOT, Settings

FREE_BYTES = 5_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``advice`` is what to do where it is not well."""

    what: str
    is_well: bool
    advice: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Look at everything; nothing is changed."""
    looks: tuple[Callable[[Settings], Finding], ...] = (
        _python, _declarations, _contact, _inbox, _disk, _raw, _release,
    )  # fmt: skip
    return [look(settings) for look in looks]


def _python(_: Settings) -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    return Finding(
        f"Python {found}", sys.version_info[:2] == (3, 11), "install Python 3.11 and `make clean`"
    )


def _declarations(settings: Settings) -> Finding:
    try:
        area = load_area(settings.area)
        bodies = len(load_publishers(area, ROOT))
        sources = len(load_specs())
    except DeclarationError as error:
        return Finding("declarations", is_well=False, advice=str(error))
    return Finding(f"{area.title}: {bodies} bodies, {sources} sources declared", is_well=True)


def _contact(settings: Settings) -> Finding:
    try:
        invented = load_area(settings.area).replay is not None
    except DeclarationError:  # which another finding tells of
        invented = False
    return Finding(
        "a contact for publishers" + (" (not needed: the area is invented)" if invented else ""),
        invented or settings.offline or bool(settings.contact),
        "set GOLDENTHREAD_CONTACT to a web address or an e-mail",
    )


def _inbox(settings: Settings) -> Finding:
    loose = sorted(path.name for path in settings.inbox.glob("[!.]*") if path.is_file())
    return Finding(
        "every file of the inbox is in the folder of its body",
        not loose,
        f"not read: {', '.join(loose)}; put each into a folder with the name of its body",
    )


def _disk(settings: Settings) -> Finding:
    settings.data.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data).free
    return Finding(
        f"{free / 1e9:,.0f} GB free where the data is",
        free > FREE_BYTES,
        "free some space, or set GOLDENTHREAD_DATA to a larger disk",
    )


def _raw(settings: Settings) -> Finding:
    store = RawStore(settings.data / "raw")
    missing = [
        entry.sha256
        for source_id in load_specs()
        for history in store.histories(source_id)
        for pull in history.pulls
        for entry in pull.entries
        if entry.sha256 and not store.path(entry.sha256).is_file()
    ]
    return Finding(
        "every document in the raw index is in the raw store",
        not missing,
        f"{len(missing)} are gone, first {missing[:1]}: restore data/raw from a backup",
    )


def _release(settings: Settings) -> Finding:
    release = current_release(settings.current)
    if release is None:
        return Finding("no release yet", is_well=True)
    broken = broken_files(release.path)
    return Finding(
        f"release {release.release_id} is whole",
        not broken,
        f"changed or missing: {', '.join(broken[:5])}; `goldenthread rollback`, or remove the "
        "release and run the night again",
    )
