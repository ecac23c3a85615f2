"""What the documentation says is there, is current, and leads somewhere."""

import ast
import doctest
import hashlib
import importlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from docs.generate import DOCS, limits, write_reference
from docs.generator.attribution import attribution
from docs.generator.commands import commands_of
from expectations.registry import PUBLISHED_SUITES
from ingest.declarations import load_our_publishers
from ingest.registry import load_specs
from pipelines.cli import app
from pipelines.release.manifest import Model, read_models
from pipelines.settings import ROOT
from replay.render.spend import spend_documents
from replay.world import build_world
from tests.dbt_runs import read_project

BY_HAND = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
    + [path for path in DOCS.rglob("*.md") if "reference" not in path.relative_to(DOCS).parts]
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)

WITH_EXAMPLES = [
    path.relative_to(ROOT)
    for package in ("docs", "expectations", "ingest", "pipelines", "replay")
    for path in sorted((ROOT / package).rglob("*.py"))
    if ">>> " in path.read_text("utf-8")
]
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef


@pytest.fixture(scope="module")
def models() -> Sequence[Model]:
    return read_models(read_project() / "manifest.json")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, models: Sequence[Model]) -> Path:
    """The documentation as `make docs` leaves it, in a folder of its own."""
    root = tmp_path_factory.mktemp("written")
    shutil.copytree(DOCS, root / "docs", ignore=shutil.ignore_patterns("reference", "__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    write_reference(root / "docs" / "reference", models)
    return root


def test_attribution_is_what_the_declarations_say() -> None:
    stands = (ROOT / "ATTRIBUTION.md").read_text("utf-8")
    assert stands == attribution(load_specs().values()), "run `make docs`, commit ATTRIBUTION.md"


def test_reference_pages_are_what_the_declarations_say(written: Path) -> None:
    stand, made = _pages(DOCS / "reference"), _pages(written / "docs" / "reference")
    stale = sorted(name for name in stand | made if stand.get(name) != made.get(name))
    assert not stale, "run `make docs`, commit docs/reference"


@pytest.mark.parametrize("command", sorted(commands_of(app)))
def test_every_command_is_explained_by_hand(command: str) -> None:
    texts = (path.read_text("utf-8") for path in BY_HAND)
    assert any(re.search(rf"goldenthread {command}\b", text) for text in texts)


def test_every_source_has_a_page(written: Path) -> None:
    pages = {path.stem for path in (written / "docs/reference/sources").glob("*.md")}
    assert pages == {*load_specs(), "index"}


def test_every_published_table_has_a_page_with_all_its_columns(
    written: Path, models: Sequence[Model]
) -> None:
    folder = written / "docs/reference/data"
    assert {path.stem for path in folder.glob("*.md")} == {*(m.name for m in models), "index"}
    for model in models:
        page = (folder / f"{model.name}.md").read_text("utf-8")
        missing = [one.name for one in model.columns if f"| `{one.name}` | " not in page]
        assert not missing, f"{model.name}: {missing}"


def test_every_closed_list_is_told_with_all_its_values(
    written: Path, models: Sequence[Model]
) -> None:
    for model in models:
        page = (written / f"docs/reference/data/{model.name}.md").read_text("utf-8")
        rows = {line.split("`")[1]: line for line in page.splitlines() if line.startswith("| `")}
        columns = {column.name: column for column in model.columns}
        for rule in PUBLISHED_SUITES[model.name].rules:
            if rule.column and rule.name == f"{rule.column}_in_list":
                assert columns[rule.column].values, f"{model.name}.{rule.column}: accepted_values"
        for column in model.columns:
            assert all(f"`{value}`" in rows[column.name] for value in column.values)


def test_limits_are_written_down_for_published_tables_and_for_no_other(
    models: Sequence[Model],
) -> None:
    assert set(limits()) == {model.name for model in models}


def test_every_link_leads_somewhere() -> None:
    broken = [
        f"{path.name}: {target}"
        for path in [*BY_HAND, *sorted((DOCS / "reference").rglob("*.md"))]
        for target in _links(path)
        if not _leads_somewhere(path, target)
    ]
    assert not broken


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        (path.name, target)
        for path in BY_HAND
        for code in CODE.findall(path.read_text("utf-8"))
        for target in re.findall(r"(?:^|`|&& )make ([a-z-]+)", code, re.MULTILINE)
    }
    assert named
    assert not [(name, target) for name, target in named if target not in targets]


def test_every_setting_is_in_the_example() -> None:
    read = (ROOT / "pipelines" / "settings.py").read_text("utf-8")
    read += (ROOT / "dbt_project" / "profiles.yml").read_text("utf-8")
    asked = set(re.findall(r"GOLDENTHREAD_[A-Z]+", read))
    shown = set(re.findall(r"GOLDENTHREAD_[A-Z]+", (ROOT / ".env.example").read_text("utf-8")))
    assert asked == shown


def test_the_bodies_that_the_readme_counts_are_those_that_are_declared() -> None:
    bodies = load_our_publishers()
    asked = [one.find for one in bodies if one.find.kind != "inbox"]
    text = " ".join((ROOT / "README.md").read_text("utf-8").split())
    said = re.search(
        r"(\d+) bodies are declared, and how the files of (\d+) of them are found; "
        r"every one of these ways is marked as never tried. The files of the other (\d+) ",
        text,
    )
    assert said is not None
    counted = (len(bodies), len(asked), len(bodies) - len(asked))
    assert tuple(map(int, said.groups())) == counted, "mend the sentence in README.md"
    assert all(one.tested == "never" for one in asked), "say in README.md what has been tried"


def test_the_payment_of_the_tour_is_published_in_aldermere() -> None:
    tour = (DOCS / "tour.md").read_text("utf-8")
    sha256 = re.findall(r"\b[0-9a-f]{64}\b", tour)[0]
    shown = re.search(r"^```\n(…,.*,…)\n```$", tour, re.MULTILINE)
    assert shown is not None
    documents = {
        hashlib.sha256(document.data).hexdigest(): document
        for document in spend_documents(build_world(20260331))
    }
    lines = documents[sha256].data.decode("utf-8-sig").splitlines()
    assert all(part in lines[1] for part in shown[1].strip("…,").split(",…,"))
    assert lines[3] == lines[4] == lines[5]


def test_the_payee_that_matching_explains_is_paid_in_aldermere() -> None:
    text = (DOCS / "matching.md").read_text("utf-8")
    shown = re.search(r'explain "([^"]+)" --publisher (\w+)', text)
    assert shown is not None
    companies = {
        payment.payee.company.name
        for payment in build_world(20260331).payments
        if payment.publisher_id == shown[2]
        and payment.payee.printed_name == shown[1]
        and payment.payee.company
    }
    assert len(companies) == 1
    assert f"that it is {companies.pop()}, by which tier" in text


def test_it_builds_without_a_warning_and_asks_no_other_server(written: Path) -> None:
    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "site"],
        cwd=written,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert build.returncode == 0, build.stdout + build.stderr
    page = (written / "site/index.html").read_text("utf-8")
    asked = re.findall(r"<(?:script|link|img)\b[^>]*(?:src|href)=\"?(https?:[^\" >]+)", page)
    assert not asked


def _pages(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.md")
    }


def _links(path: Path) -> Iterator[str]:
    text = CODE.sub("", path.read_text("utf-8"))
    return (one for one in LINK.findall(text) if not one.startswith(("http:", "https:", "mailto:")))


def _leads_somewhere(path: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    there = (path.parent / name).resolve() if name else path
    if not there.exists():
        return False
    headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE) if anchor else []
    return not anchor or anchor in {_slug(heading) for heading in headings}


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-")


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=str)
def test_what_a_docstring_shows_is_so(path: Path) -> None:
    """Read from the source: where a module is native code, doctest finds nothing to try."""
    module = importlib.import_module(".".join(path.with_suffix("").parts))
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    tried = doctest.TestResults(0, 0)
    for node in ast.walk(tree):
        text = ast.get_docstring(node) if isinstance(node, DOCUMENTED) else None
        name = getattr(node, "name", str(path))
        example = doctest.DocTestParser().get_doctest(
            text or "", dict(vars(module)), name, str(path), getattr(node, "lineno", 0)
        )
        one = doctest.DocTestRunner().run(example)
        tried = doctest.TestResults(tried.failed + one.failed, tried.attempted + one.attempted)
    assert tried.attempted
    assert not tried.failed
