"""The documents that are read: real ones where they are at hand, else those of Aldermere."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.declarations import OUR_PUBLISHERS, load_area, load_publishers, undeclared
from ingest.model import Context, DeliveryKey, Document, Request, Window
from ingest.registry import load_spec
from ingest.specs import Publisher
from pipelines.settings import ROOT
from replay.notices import contracts_finder_releases, find_a_tender_releases
from replay.render.spend import spend_documents
from replay.world import World, build_world

REAL = ROOT.parent / "shared" / "data"
SEED = 20260331
ALDERMERE = load_area(ROOT / "areas" / "aldermere.yml")
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
PERIOD = Window(dt.date(2010, 4, 1), dt.date(2026, 3, 30), NIGHT)
PAGE = 100


@dataclass(frozen=True, slots=True)
class Workload:
    """Documents of one source, and what a connector may know when it reads them."""

    name: str
    context: Context
    documents: Sequence[Document]


def spend(scratch: Path) -> Workload:
    """Return the spend files. Those of Aldermere are written below ``scratch``."""
    folder, name = REAL / "bench" / "spend", "real files"
    if not folder.is_dir():
        folder, name = scratch / "spend", "files of Aldermere"
        for made in spend_documents(_world()):
            _write(folder / made.publisher_id / Path(made.path).name, made.data)
    paths = [path for path in sorted(folder.glob("*/*")) if path.is_file()]
    publishers = _publishers({path.parent.name for path in paths})
    context = Context(load_spec("spend"), PERIOD, publishers)
    return Workload(name, context, [_document("spend", path.parent.name, path) for path in paths])


def notices(scratch: Path) -> Workload:
    """Return the notices of both services. Those of Aldermere are written below ``scratch``."""
    folder, name = REAL / "notices", "real notices"
    if not folder.is_dir():
        folder, name = scratch / "notices", "notices of Aldermere"
        for path, text in _pages(folder):
            _write(path, text.encode())
    paths = [path for path in sorted(folder.glob("*/*.json*")) if path.is_file()]
    context = Context(load_spec("find_a_tender"), PERIOD)
    documents = [_document("find_a_tender", "find_a_tender", path) for path in paths]
    return Workload(name, context, documents)


def _world() -> World:
    return build_world(SEED)


def _pages(folder: Path) -> Iterator[tuple[Path, str]]:
    world = _world()
    for source_id, releases in (
        ("contracts_finder", contracts_finder_releases(world)),
        ("find_a_tender", find_a_tender_releases(world)),
    ):
        for first in range(0, len(releases), PAGE):
            texts = ",".join(release.text for release in releases[first : first + PAGE])
            yield folder / source_id / f"{first:06}.json", f'{{"releases":[{texts}]}}'


def _publishers(names: set[str]) -> Mapping[str, Publisher]:
    real = {path.stem for path in OUR_PUBLISHERS.glob("*.yml")} & names
    ours = ALDERMERE.model_copy(update={"publishers_from": "", "publishers": tuple(real)})
    declared = load_publishers(ours, ROOT) | load_publishers(ALDERMERE, ROOT)
    return {name: declared.get(name) or undeclared(name) for name in sorted(names)}


def _document(source_id: str, publisher_id: str, path: Path) -> Document:
    period = f"{path.parent.name}/{path.name}"
    request = Request(
        f"inbox:{period}", delivery=DeliveryKey(source_id, publisher_id, period), name=path.name
    )
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Document(request, path, sha256, NIGHT)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
