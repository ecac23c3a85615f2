"""Notices from stored bytes to landed tables and to the state of every process; others' tools.

The others do less: flatten-tool keeps no lineage and asks no gate, ocdsmerge writes nothing.
"""

import json
import shutil
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import flattentool
import ocdsmerge
import orjson

from benchmarks.workload import NIGHT, PERIOD, Workload
from expectations.report import Report
from ingest.lake import Lake
from ingest.landing import Audit, land_source
from ingest.model import Context, DeliveryKey
from ingest.ocds.compile import compile_processes
from ingest.ocds.merge import OMITTED, WHOLE_LISTS, merge
from ingest.rawstore import Entry, Pull, RawStore
from ingest.registry import BUILDERS, load_specs

SOURCE = "find_a_tender"
RELEASES = 100_000
FLATTENED = 10_000
"""What flatten-tool is given: it holds all of it in memory, and its speed does not grow."""
PAGE = 100
DELIVERY = 10_000
"""About what four weeks bring."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Notices:
    """Releases over and over, as pages in a raw store and as other tools take them."""

    root: Path
    releases: Sequence[Json]

    @classmethod
    def of(cls, workload: Workload, root: Path) -> "Notices":
        """Return the sound releases of a workload, with a folder to work in."""
        texts = [
            text
            for document in workload.documents
            for text in json_texts(document.path.read_text("utf-8-sig"))
        ]
        found = [release for text in texts for release in releases_of(json.loads(text))]
        return cls(root, [one for one in found if {"ocid", "id", "date"} <= one.keys()])

    def receive(self) -> None:
        """Put the pages into the store: every time round other processes."""
        store = RawStore(self.root / "raw")
        pages = self._pages(RELEASES)
        for number in range(0, RELEASES, DELIVERY):
            count = min(DELIVERY, RELEASES - number) // PAGE
            entries = [
                Entry(
                    url=f"https://notices.example/{number}/{page}",
                    params=(),
                    name="",
                    outcome="received",
                    sha256=store.put(body.encode()),
                    first_night=NIGHT.isoformat(),
                )
                for page, body in enumerate(islice(pages, count))
            ]
            key = DeliveryKey(SOURCE, SOURCE, f"weeks-{number:06}")
            store.record(key, Pull(NIGHT.isoformat(), tuple(entries)))

    def empty(self) -> None:
        """Make the lake as it is before anything is landed."""
        for folder in ("candidate", "landed"):
            shutil.rmtree(self.root / folder, ignore_errors=True)
        Lake(self.root).prepare(load_specs().values())

    def land(self, workers: int, audit: Audit) -> int:
        """Land everything, through a gate; return the releases read."""
        context = Context(load_specs()[SOURCE], PERIOD)
        store = RawStore(self.root / "raw")
        connector = BUILDERS[SOURCE]()
        landed = land_source(connector, context, store, Lake(self.root), audit, "bench", workers)
        return sum(int(one["lines"] or 0) for each in landed.changed for one in each.outcomes)

    def compile(self, workers: int) -> int:
        """Compile every process anew; return the releases that went into them."""
        lake = Lake(self.root)
        shutil.rmtree(lake.landed / ".ledger" / "compiled", ignore_errors=True)
        return compile_processes(lake, load_specs(), "benchmark", workers).releases

    def flatten_with_flatten_tool(self) -> int:
        """Let flatten-tool make CSV files of a part of them, without a schema."""
        source = self.root / "flatten-tool.json"
        if not source.exists():
            listed = ",".join(self._texts(FLATTENED))
            source.write_text(f'{{"releases":[{listed}]}}', "utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            flattentool.flatten(
                str(source),
                output_name=str(self.root / "flatten-tool"),
                output_format="csv",
                main_sheet_name="releases",
                root_list_path="releases",
                root_id="ocid",
            )
        return FLATTENED

    def processes(self) -> list[list[str]]:
        """Return the texts of the releases of each process, in order of date."""
        found: dict[str, list[Json]] = {}
        for release in self._renamed(RELEASES):
            found.setdefault(release["ocid"], []).append(release)
        return [
            [json.dumps(one) for one in sorted(releases, key=lambda one: str(one["date"]))]
            for releases in found.values()
        ]

    def _pages(self, count: int) -> Iterator[str]:
        texts = self._texts(count)
        while page := list(islice(texts, PAGE)):
            listed = ",".join(page)
            yield f'{{"version":"1.1","releases":[{listed}]}}'

    def _texts(self, count: int) -> Iterator[str]:
        return (json.dumps(release) for release in self._renamed(count))

    def _renamed(self, count: int) -> Iterator[Json]:
        for number, release in enumerate(islice(cycle(self.releases), count)):
            yield {**release, "ocid": f"{release['ocid']}-{number // len(self.releases)}"}


def no_gate(_: str, tables: Mapping[str, Sequence[Path]]) -> Mapping[str, Mapping[str, Report]]:
    """Let everything through unseen, as a tool without a gate does."""
    return {
        table: {file.stem: Report(table, file.stem, 0, ()) for file in files}
        for table, files in tables.items()
    }


def merge_with(processes: Sequence[Sequence[str]], merger: Callable[[Sequence[str]], Any]) -> int:
    """Decode the releases of each process and merge them; return how many releases."""
    for texts in processes:
        merger(texts)
    return sum(map(len, processes))


def reference_merger() -> Callable[[Sequence[str]], Any]:
    """Return the reference library's merger, with the rules that we merge by."""
    rules = {tuple(path.split("/")): "wholeListMerge" for path in WHOLE_LISTS}
    rules |= {(key,): "omitWhenMerged" for key in OMITTED}
    merger = ocdsmerge.Merger(merge_rules=rules)
    return lambda texts: merger.create_compiled_release([json.loads(text) for text in texts])


def our_merger() -> Callable[[Sequence[str]], Any]:
    """Return our merger, which is given the same texts."""
    return lambda texts: merge([orjson.loads(text) for text in texts])


def json_texts(text: str) -> list[str]:
    """Return the JSON texts of a document: its lines, or all of it."""
    lines = [line for line in text.split("\n") if line.strip()]
    is_lines = len(lines) > 1 and lines[0].rstrip().endswith("}") and lines[1].startswith("{")
    return lines if is_lines else [text]


def releases_of(tree: Json) -> list[Json]:
    """Return the releases of a package, or the one that is there."""
    return list(tree.get("releases", [tree]))
