"""Lists that a person copies: nobody is matched by a name, and each wrong line says what to do."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from rich.console import Console

from ingest.model import Context, Document, Parsed, Reject, Request, Row, Window
from ingest.registry import BUILDERS, load_spec
from ingest.sources.lists_by_hand.rules import COLUMNS, FACTS, ListFileError
from pipelines.lists.check import check_list
from pipelines.lists.commands import show_checked, write_template
from pipelines.lists.template import ListKind, template

NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
EDITED = {"source_url": "https://lists.aldermere.example/"}
NOBODY = dict.fromkeys(
    ("organisation_name", "scheme", "identifier", "valid_from", "valid_to"), ""
) | {"fact": "none_listed"}
CONTEXT = Context(load_spec("lists_by_hand"), Window(NIGHT.date(), NIGHT.date(), NIGHT))


def parsed(path: Path) -> list[Parsed]:
    document = Document(Request(url="inbox:lists_by_hand/x.csv"), path, "0" * 64, NIGHT)
    return list(BUILDERS["lists_by_hand"]().parse(CONTEXT, document))


def a_list(folder: Path, **changes: str) -> Path:
    return lines_of_a_list(folder, changes)


def lines_of_a_list(folder: Path, *lines: dict[str, str]) -> Path:
    invented = next(csv.DictReader(io.StringIO(template(ListKind.DEBARMENT))))
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows({**invented, **EDITED, **changes} for changes in lines)
    return path


def test_nobody_is_asked_for_a_list() -> None:
    assert list(BUILDERS["lists_by_hand"]().plan(CONTEXT)) == []


def test_every_kind_has_a_template_of_which_no_line_stands_until_it_is_written_over(
    tmp_path: Path,
) -> None:
    assert [kind.value for kind in ListKind] == list(FACTS)
    for kind in ListKind:
        path = tmp_path / f"{kind}.csv"
        path.write_text(template(kind), "utf-8")
        checked = check_list(path)
        assert (checked.entries, {one.fault.what for one in checked.findings}) == (
            0, {"is still the template's own"}
        ), kind  # fmt: skip
        assert not [item for item in parsed(path) if isinstance(item, Row)]
        path.write_text(template(kind).replace("list.example.org", "lists.example.org"), "utf-8")
        assert check_list(path).is_sound, kind
        assert not [item for item in parsed(path) if isinstance(item, Reject)]


def test_a_list_cannot_name_somebody_and_nobody(tmp_path: Path) -> None:
    path = lines_of_a_list(tmp_path, {}, NOBODY, {**NOBODY, "list_id": "another"})
    checked = check_list(path)
    assert (checked.entries, [one.line for one in checked.findings]) == (2, [3])
    assert "names nobody, and other lines of it name somebody" in checked.findings[0].fault.text
    rejects = [item for item in parsed(path) if isinstance(item, Reject)]
    assert [(one.line, one.reason) for one in rejects] == [(3, checked.findings[0].fault.text)]


def test_a_list_that_names_nobody_says_so_in_its_only_line(tmp_path: Path) -> None:
    path = lines_of_a_list(tmp_path, NOBODY)
    assert (check_list(path).entries, check_list(path).findings) == (1, ())
    assert [item.values["fact"] for item in parsed(path) if isinstance(item, Row)] == [
        "none_listed"
    ]


def test_who_copied_a_line_never_lands_and_a_wrong_line_is_rejected_with_its_reasons(
    fixtures: Path,
) -> None:
    items = parsed(fixtures / "lists_by_hand/lists.csv")
    rows = [item for item in items if isinstance(item, Row)]
    rejects = [item for item in items if isinstance(item, Reject)]

    assert [row.values["fact"] for row in rows] == ["excludable", "excluded", "none_listed"]
    assert [row.values["organisation_name"] for row in rows] == ["EXAMPLE GROUNDS LTD", "", ""]
    assert "entered_by" not in rows[0].values
    assert all(not row.values["_extra"] for row in rows)
    assert [(one.code, one.line, one.excerpt) for one in rejects] == [("wrong_entry", 5, "")]
    assert "identifier: is no company number; write its eight characters" in rejects[0].reason


def test_an_entry_without_an_identifier_stands_and_is_said_to_match_nobody(
    tmp_path: Path,
) -> None:
    checked = check_list(a_list(tmp_path, scheme="", identifier=""))

    assert (checked.entries, checked.named_only, checked.findings) == (1, (2,), ())


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("list_kind", "gossip"),
        ("list_id", "My list"),
        ("list_as_of", "31/03/2026"),
        ("organisation_name", ""),
        ("scheme", "companies house"),
        ("identifier", "GB123"),
        ("identifier", ""),
        ("fact", "is bad"),
        ("valid_from", "last year"),
        ("valid_to", "2020-01-01"),
        ("source_url", "a newspaper"),
        ("entered_by", ""),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column_and_never_quoted(
    tmp_path: Path, column: str, text: str
) -> None:
    checked = check_list(a_list(tmp_path, **{column: text}))

    assert [(one.line, one.fault.column) for one in checked.findings] == [(2, column)]
    (finding,) = checked.findings
    assert finding.fault.advice
    assert not text or text not in finding.fault.what


def test_a_cell_too_many_is_said_of_the_line(tmp_path: Path) -> None:
    path = a_list(tmp_path)
    path.write_text(path.read_text("utf-8").rstrip() + ",more\n", "utf-8")

    (finding,) = check_list(path).findings
    assert (finding.line, finding.fault.column) == (2, "the line")


@pytest.mark.parametrize("text", ["", "name,number\nA,1\n", "<!doctype html><html></html>"])
def test_a_file_that_is_no_list_is_refused_with_what_to_do(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")

    with pytest.raises(ListFileError, match=r"list\.csv"):
        check_list(path)


def test_the_commands_write_a_template_once_and_say_what_is_wrong(tmp_path: Path) -> None:
    console = Console(record=True, width=200)
    out = tmp_path / "list.csv"

    write_template(ListKind.LIVING_WAGE, out, console)
    assert show_checked(out, console) == 1
    out.write_text(out.read_text("utf-8").replace("Example Grounds", "Grounds"), "utf-8")
    assert show_checked(out, console) == 0
    out.write_text(out.read_text("utf-8").replace("accredited", "wonderful"), "utf-8")
    assert show_checked(out, console) == 1

    said = console.export_text()
    assert "list.csv:2 the line: is still the template's own; write over it" in said
    assert "1 lines stand, 0 would be rejected" in said
    assert "list.csv:2 fact: is nothing that a list of kind living_wage says" in said
