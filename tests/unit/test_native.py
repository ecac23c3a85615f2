"""Native code says what its Python says, and never runs from a source that was changed since."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest import native
from ingest.ocds import flatten
from tests.invented_processes import invented_process

ROOT = Path(__file__).resolve().parents[2]
NOTICES = ("tests/fixtures/find_a_tender", "tests/fixtures/contracts_finder")
REAL = ROOT.parent / "shared/data/notices"
PROCESSES = 2_000

Told = dict[str, Any]

is_native = not flatten.__file__.endswith(".py")
needs_native_code = pytest.mark.skipif(
    not is_native, reason=f"NOT RUN: nothing is built; {native.missing() or 'run make'}"
)
needs_real_files = pytest.mark.skipif(
    not REAL.is_dir(), reason=f"NOT RUN on real notices: there is no folder {REAL}"
)

READ_ALL = """
import hashlib, json, sys
from pathlib import Path
from types import SimpleNamespace
from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.ocds import flatten, merge
from ingest.ocds.compile import add_process
from ingest.model import Rows


def said_of(item):
    if not isinstance(item, Rows):
        return repr(item)
    columns = {name: column.to_pylist() for name, column in item.columns.items()}
    return repr((item.table, columns, item.lines.to_pylist()))


digest = hashlib.sha256()
rows = refused = 0
documents = sorted(path for folder in sys.argv[1:] for path in Path(folder).rglob("*"))
for path in filter(Path.is_file, documents):
    try:
        for item in flatten.parse(None, SimpleNamespace(path=path)):
            rows += len(item.lines) if isinstance(item, Rows) else 0
            digest.update(said_of(item).encode("utf-8", "backslashreplace"))
    except (RefusedDocumentError, EmptyPublicationError) as error:
        refused += 1
        digest.update(str(error).encode("utf-8", "backslashreplace"))
states = flatten.Flattener()
first = 0
for line in (Path(sys.argv[1]) / "processes.jsonl").read_text("utf-8").splitlines():
    digest.update(json.dumps(merge.merge(json.loads(line)), sort_keys=True).encode())
    first += add_process(states, json.loads(line), first)
for item in states.rows():
    digest.update(said_of(item).encode())
print(json.dumps({"by": flatten.__file__, "rows": rows, "refused": refused,
                  "said": digest.hexdigest()}))
"""


def plain_copy(folder: Path) -> Path:
    """A copy of what reads, its sources alone."""
    built = shutil.ignore_patterns("*.so", native.STAMP.name, "__pycache__")
    shutil.copytree(ROOT / "ingest", folder / "ingest", ignore=built)
    return folder


def run(code: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(home)}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=home, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def documents_in(folder: Path) -> None:
    """Invented releases, as packages and as lines, beside what each process of them is."""
    folder.mkdir()
    processes = [invented_process(seed) for seed in range(PROCESSES)]
    lines = "".join(json.dumps(releases) + "\n" for releases in processes)
    (folder / "processes.jsonl").write_text(lines, "utf-8")
    for start in range(0, PROCESSES, 100):
        package = {"releases": [one for each in processes[start : start + 100] for one in each]}
        (folder / f"package-{start}.json").write_text(json.dumps(package, indent=1), "utf-8")
    odd = [
        '{"ocid": "o", "id": "1", "date": "2026-01-01", "a": 1.50, "a": 2, "email": "x"}',
        '{"ocid": "o", "id": "2", "date": "2026-01-01", "value": {"amount": 000}}',
        '{"ocid": "o", "id": "3", "parties": {"1": {"id": 7}}, "tender": {"value": null}}',
        '{"ocid": "o", "id": "4", "date": "2026-01-01", "tag": ["a;b", true], "buyer": []}',
        '{"ocid": "o", "id": "5", "date": "2026-01-01", "title": "\\ud83d"}',
        "not json",
    ]
    (folder / "odd.jsonl").write_text("\n".join(odd), "utf-8")


def both_ways(documents: Path, folders: Sequence[Path], plain: Path) -> tuple[Told, Told]:
    """What native code and plain Python say of all that is in the folders."""
    documents_in(documents)
    arguments = [str(documents), *map(str, folders)]
    native_code, python = (
        json.loads(run(READ_ALL, home, *arguments).stdout) for home in (ROOT, plain_copy(plain))
    )
    assert native_code.pop("by").endswith(".so")
    assert python.pop("by") == str(plain / "ingest/ocds/flatten.py")
    return native_code, python


@needs_native_code
def test_native_code_says_of_every_release_what_plain_python_says(tmp_path: Path) -> None:
    folders = [ROOT / folder for folder in NOTICES]
    native_code, python = both_ways(tmp_path / "documents", folders, tmp_path / "plain")
    assert native_code == python
    assert python["rows"] > 100_000
    assert 0 < python["refused"] < 10


@needs_native_code
@needs_real_files
def test_native_code_says_of_every_real_release_what_plain_python_says(tmp_path: Path) -> None:
    native_code, python = both_ways(tmp_path / "documents", [REAL], tmp_path / "plain")
    assert native_code == python
    assert python["rows"] > 100_000


def test_a_source_that_was_changed_after_it_was_built_is_not_run(tmp_path: Path) -> None:
    home = plain_copy(tmp_path)
    folder = home / "ingest/ocds"
    (folder / "plan.so").write_bytes(b"as if it were built")
    refused = run("import ingest.ocds", home)
    assert refused.returncode
    assert "is not what its sources say: run `make`" in refused.stderr


@pytest.mark.parametrize(
    ("compiler", "why"),
    [("/nowhere/cc", "the C compiler /nowhere/cc is missing"), ("false", "non-zero exit status")],
)
def test_where_nothing_can_be_built_it_says_why_and_everything_runs_as_it_is(
    compiler: str, why: str, tmp_path: Path
) -> None:
    home = plain_copy(tmp_path)
    (home / "ingest/ocds/plan.so").write_bytes(b"as if it were built")
    without = f"import os; os.environ['CC'] = {compiler!r}; "
    told = run(without + "from ingest.native import main; main(); import ingest.ocds.flatten", home)
    assert told.returncode == 0, told.stderr
    assert why in told.stderr
    assert "plain Python reads notices" in told.stderr
    assert not (home / "ingest/ocds/plan.so").exists()


def test_what_was_built_of_a_source_that_changed_meanwhile_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = plain_copy(tmp_path) / "ingest/ocds"
    monkeypatch.setattr(native, "FOLDER", folder)
    monkeypatch.setattr(native, "STAMP", folder / native.STAMP.name)
    monkeypatch.setattr(native, "missing", lambda: "")

    def compile_while_somebody_writes(_: Path) -> None:
        (folder / "plan.so").write_bytes(b"built of what stood there before")
        (folder / "plan.py").write_text("changed = True", "utf-8")

    monkeypatch.setattr(native, "_compile", compile_while_somebody_writes)
    with pytest.raises(native.NothingBuiltError, match="changed meanwhile"):
        native.build(tmp_path)
    assert not list(folder.glob("*.so"))
    assert not native.STAMP.exists()
