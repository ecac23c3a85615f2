"""OCDS documents become rows of text, and nothing but contact points is left behind."""

import csv
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.model import (
    EXTRA,
    Context,
    Document,
    Parsed,
    Reject,
    Request,
    Row,
    Rows,
    Summary,
    Window,
)
from ingest.ocds.flatten import parse
from ingest.ocds.json_text import decode
from ingest.ocds.shapes import RELEASE as RELEASE_SHAPE
from ingest.ocds.shapes import Codes, Each, Named, Shape
from ingest.ocds.tables import COPIED, PLACE, TABLES
from ingest.specs import Licence, Pacing, SourceSpec, TableSpec

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
REAL = Path(__file__).resolve().parents[2].parent / "shared/data/notices"
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
CONTEXT = Context(
    SourceSpec(
        source_id="invented",
        title="Invented notices",
        publisher="Lantern Office",
        homepage="https://notices.example",
        base_url="https://notices.example",
        licence=Licence(name="OGL", url="https://notices.example/licence", attribution="Invented"),
        cadence="daily",
        starts_on=dt.date(2020, 1, 1),
        pacing=Pacing(min_interval_seconds=0, retry_statuses={}),
        tables={"releases": TableSpec(columns=("ocid",))},
    ),
    Window(dt.date(2026, 3, 1), dt.date(2026, 3, 31), NIGHT),
)

needs_real_files = pytest.mark.skipif(
    not REAL.is_dir(), reason=f"NOT RUN on real notices: there is no folder {REAL}"
)


def codes_of(shape: Shape) -> Iterator[Codes]:
    for place in shape.values():
        if isinstance(place, Codes):
            yield place
        elif isinstance(place, Each | Named):
            yield from codes_of(place.shape)
        elif not isinstance(place, str):
            yield from codes_of(place)


RELEASE = {"ocid": "ocds-x-1", "id": "1", "date": "2026-03-01"}
JOINED = {place.column for place in codes_of(RELEASE_SHAPE)}
REPEATED_KEYS = {
    "award_suppliers": {"award_id"},
    "terminations": {"contract_id"},
    "performance_failures": {"contract_id"},
    "identifiers": {"party_id"},
    "award_criteria": {"lot_id"},
}
CONTACTS = ("contactpoint", "email", "telephone", "faxnumber")


def parse_file(path: Path) -> list[Parsed]:
    return list(parse(CONTEXT, Document(Request("https://notices.example"), path, "0" * 64, NIGHT)))


def parse_text(folder: Path, text: str) -> list[Parsed]:
    path = folder / "document"
    path.write_text(text, "utf-8")
    return parse_file(path)


def rows(parsed: Iterable[Parsed], table: str = "releases") -> list[Row]:
    return [row for row in every_row(parsed) if row.table == table]


def every_row(parsed: Iterable[Parsed]) -> Iterator[Row]:
    for item in parsed:
        if isinstance(item, Rows):
            blank = dict.fromkeys(TABLES[item.table].columns)
            columns = {name: column.to_pylist() for name, column in item.columns.items()}
            for place, line in enumerate(item.lines.to_pylist()):
                here = {name: values[place] for name, values in columns.items()}
                yield Row(item.table, blank | here, line)


def rejects(parsed: Iterable[Parsed]) -> list[tuple[str, int]]:
    return [(item.code, item.line) for item in parsed if isinstance(item, Reject)]


def summary(parsed: list[Parsed]) -> Summary:
    (found,) = (item for item in parsed if isinstance(item, Summary))
    return found


def one(text: str, folder: Path) -> Row:
    (row,) = rows(parse_text(folder, text))
    return row


@pytest.mark.parametrize(
    ("document", "layout"),
    [
        (json.dumps(RELEASE), "ocds release"),
        (json.dumps({"releases": [RELEASE]}), "ocds release package"),
        (json.dumps({"records": [{"ocid": "o", "releases": [RELEASE]}]}), "ocds record package"),
        (json.dumps({"records": [{"compiledRelease": RELEASE}]}), "ocds record package"),
        (json.dumps({"releases": {"1": RELEASE}}, indent=2), "ocds release package"),
        (json.dumps([{"releases": [RELEASE]}]), "ocds json list"),
        ("\ufeff" + json.dumps({"releases": [RELEASE]}), "ocds release package"),
    ],
)
def test_every_shape_of_one_release_gives_the_same_row(
    document: str, layout: str, tmp_path: Path
) -> None:
    parsed = parse_text(tmp_path, document)

    (row,) = rows(parsed)
    assert (row.values["ocid"], row.values["release_id"], row.line) == ("ocds-x-1", "1", 1)
    assert (summary(parsed).layout, summary(parsed).lines) == (layout, 1)


def test_a_package_broken_after_sound_releases_is_refused_whole(tmp_path: Path) -> None:
    text = json.dumps({"releases": [RELEASE, RELEASE | {"id": "2"}]}, indent=1)
    with pytest.raises(RefusedDocumentError, match=r"line 1[0-9] column"):
        parse_text(tmp_path, text.removesuffix("]\n}"))
    with pytest.raises(RefusedDocumentError, match="Extra data"):
        parse_text(tmp_path, text + "}")


@pytest.mark.parametrize("depth", [300, 600, 900])
@pytest.mark.parametrize(
    "deep",
    [
        '{"releases": [{"ocid": "o", "id": "2", "date": "d", "x": DEEP}, SOUND]}',
        '{"releases": [{"id": "2", "tag": DEEP}, SOUND]}',
        '{"releases": [{"ocid": "o", "id": "2", "date": "d"}, SOUND], "publisher": DEEP}',
    ],
)
def test_what_is_nested_too_deeply_is_rejected_and_the_rest_lands(
    deep: str, depth: int, tmp_path: Path
) -> None:
    text = deep.replace("DEEP", "[" * depth + "]" * depth).replace("SOUND", json.dumps(RELEASE))
    parsed = parse_text(tmp_path, text)
    assert [line for _, line in rejects(parsed)] == [1]
    assert [row.values["ocid"] for row in rows(parsed)] == ["ocds-x-1"]


def test_half_a_character_in_what_a_package_says_is_kept_as_its_escape(tmp_path: Path) -> None:
    package = json.dumps({"releases": [RELEASE], "publisher": {"name": "x \ud83d"}})
    assert r"x \\ud83d" in str(one(package, tmp_path).values[EXTRA])


def test_blank_lines_before_the_document_are_nothing(tmp_path: Path) -> None:
    for text in (json.dumps(RELEASE), json.dumps({"releases": [RELEASE]}, indent=1)):
        assert one(f"\n \n{text}\n", tmp_path).values["ocid"] == "ocds-x-1"


def test_a_defect_is_mended_wherever_it_stands(tmp_path: Path) -> None:
    text = json.dumps({"releases": [RELEASE | {"id": str(number)} for number in (1, 2, 3)]})
    mended = text.replace('"id": "2"', '"id": 002')

    assert [row.values["release_id"] for row in rows(parse_text(tmp_path, mended))] == [
        "1", "002", "3",
    ]  # fmt: skip


def test_releases_and_records_of_one_package_all_land_in_order(tmp_path: Path) -> None:
    other = {"releases": [RELEASE | {"id": "3"}]}
    package = {"releases": ["x", RELEASE, RELEASE | {"id": "2"}], "records": [other], "uri": "u"}

    parsed = parse_text(tmp_path, json.dumps(package))

    assert [(row.values["release_id"], row.line) for row in rows(parsed)] == [
        ("1", 2), ("2", 3), ("3", 4),
    ]  # fmt: skip
    assert rejects(parsed) == [("not_a_release", 1)]
    assert '"uri":"u"' in str(rows(parsed)[0].values["_extra"])


def test_json_lines_keep_the_number_of_their_physical_line(tmp_path: Path) -> None:
    lines = [json.dumps(RELEASE), "", json.dumps({"releases": [RELEASE, {"id": "2"}]})]

    parsed = parse_text(tmp_path, "\r\n".join(lines))

    assert [row.line for row in rows(parsed)] == [1, 3]
    assert rejects(parsed) == [("no_ocid", 3)]
    assert (summary(parsed).layout, summary(parsed).lines) == ("ocds json lines", 3)


def test_one_broken_line_is_rejected_and_holds_up_no_other(tmp_path: Path) -> None:
    lines = ['{"ocid": "PLANTED@EMAIL}', json.dumps(RELEASE), '{"code": "ValidationError"}', "5"]

    parsed = parse_text(tmp_path, "\n".join(lines))

    assert len(rows(parsed)) == 1
    assert rejects(parsed) == [("unreadable", 1), ("unreadable", 3), ("unreadable", 4)]
    assert "PLANTED" not in repr(parsed)


@pytest.mark.parametrize(
    ("missing", "code"), [("ocid", "no_ocid"), ("id", "no_release_id"), ("date", "no_date")]
)
@pytest.mark.parametrize("value", [None, " ", {}])
def test_a_release_without_what_it_must_say_is_rejected_by_name(
    missing: str, code: str, value: object, tmp_path: Path
) -> None:
    parsed = parse_text(tmp_path, json.dumps({"releases": [{**RELEASE, missing: value}, RELEASE]}))

    assert rejects(parsed) == [(code, 1)]
    assert [row.line for row in rows(parsed)] == [2]


def test_something_that_is_no_release_is_rejected(tmp_path: Path) -> None:
    parsed = parse_text(tmp_path, json.dumps({"releases": ["a link", None, RELEASE]}))

    assert rejects(parsed) == [("not_a_release", 1), ("not_a_release", 2)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<!doctype html><p>signed out</p>", "not_json"),
        ('{"releases": [', "not_json"),
        ('{1: [], "releases": []}', "not_json"),
        ('{["releases"]: []}', "not_json"),
        ('{"a":' * 2000 + "1" + "}" * 2000, "not_json"),
        ('{"code": "ValidationError", "errors": 3200}', "not_ocds"),
        ("[1]", "not_ocds"),
        ("Supplier,Amount\nX,1\n", "not_json"),
        (" \n", "empty_document"),
    ],
)
def test_a_document_that_is_not_ocds_is_refused_with_the_true_reason(
    text: str, code: str, tmp_path: Path
) -> None:
    with pytest.raises(RefusedDocumentError) as refused:
        parse_text(tmp_path, text)

    assert refused.value.code == code


@pytest.mark.parametrize("text", ['{"releases": []}', "uri,releases/0/ocid\n"])
def test_a_publication_without_releases_is_told_from_one_that_failed(
    text: str, tmp_path: Path
) -> None:
    with pytest.raises(EmptyPublicationError):
        parse_text(tmp_path, text)


@pytest.mark.parametrize(
    "literal",
    ["60000.00", "0.10", "1e9999", "000", "007", ".5", "+5", "12345678901234567.89", "-0"],
)
def test_an_amount_stays_the_publishers_literal_text(literal: str, tmp_path: Path) -> None:
    text = json.dumps({**RELEASE, "tender": {"title": "Lot 007, -.5", "value": {"amount": "?"}}})

    row = one(text.replace('"?"', f" {literal}"), tmp_path)

    assert row.values["value_amount"] == literal
    assert row.values["title"] == "Lot 007, -.5"


def test_numbers_in_extra_are_quoted_so_that_no_reader_rounds_them(tmp_path: Path) -> None:
    row = one('{"ocid": "o", "id": "1", "date": "d", "bids": {"value": 1.10, "x": null}}', tmp_path)

    assert row.values[EXTRA] == '{"bids":{"value":"1.10","x":null}}'


def test_a_line_break_inside_a_string_does_not_lose_the_document(tmp_path: Path) -> None:
    row = one('{"ocid": "o", "id": "1", "date": "d", "title": "one\ntwo"}', tmp_path)

    assert row.values["release_title"] == "one\ntwo"


def test_half_a_character_lands_as_its_escape(tmp_path: Path) -> None:
    row = one(
        r'{"ocid": "o", "id": "1", "date": "d", "title": "x \ud83d", "a": "\ude00"}', tmp_path
    )

    assert row.values["release_title"] == r"x \ud83d"
    assert row.values[EXTRA] == r'{"a":"\\ude00"}'


def test_a_key_that_comes_twice_keeps_both_values(tmp_path: Path) -> None:
    row = one('{"ocid": "o", "id": "1", "date": "d", "title": "a", "title": "b"}', tmp_path)

    assert row.values["release_title"] == "a"
    assert row.values[EXTRA] == '{"title (2)":"b"}'


@pytest.mark.parametrize(
    "key",
    ["contactPoint", "contactP    oint", "additionalContactPoints", "email", "E-mail", "telephone",
     "telepho    ne", "faxNumber", "contactName", "emailAddress"],
)  # fmt: skip
def test_a_contact_point_never_becomes_a_row(key: str, tmp_path: Path) -> None:
    planted = {**RELEASE, "tender": {"deep": [{key: {"name": "PLANTED"}}, {key: "PLANTED"}]}}

    parsed = parse_text(tmp_path, json.dumps(planted))

    assert "PLANTED" not in repr(parsed)


def test_a_list_that_cannot_be_joined_safely_stays_whole_in_extra(tmp_path: Path) -> None:
    row = one(json.dumps({**RELEASE, "tag": ["award", "odd;one", ["nested"]]}), tmp_path)

    assert row.values["tags"] == "award"
    assert row.values[EXTRA] == '{"tag":["award","odd;one",["nested"]]}'


@pytest.mark.parametrize(
    "awards", ["none", [], {"id": "a"}, ["x", {"id": "1"}], {"1": {"id": "1"}, "2": None}]
)
def test_awards_of_an_odd_type_land_or_stay_in_extra(awards: object, tmp_path: Path) -> None:
    parsed = parse_text(tmp_path, json.dumps({**RELEASE, "awards": awards}))

    assert leaves_missing({**RELEASE, "awards": awards}, parsed) == Counter()


def test_the_same_document_gives_the_same_rows() -> None:
    page = FIXTURES / "find_a_tender" / "page.json"

    assert parse_file(page) == parse_file(page)


@pytest.mark.parametrize(
    "name",
    ["find_a_tender/page.json", "contracts_finder/page.json", "contracts_finder/harvester.csv"],
)
def test_a_planted_contact_is_in_no_row_and_no_reject(name: str) -> None:
    path = FIXTURES / name

    assert "PLANTED" in path.read_text("utf-8")
    assert "PLANTED" not in repr(parse_file(path))


def real_files() -> list[Path]:
    return sorted(path for path in REAL.glob("*/*") if path.is_file())


@needs_real_files
def test_every_leaf_of_every_real_document_is_landed_or_rejected() -> None:
    checked = 0
    missing: dict[str, Counter[str]] = {}

    for path in real_files():
        wanted = document_leaves(path)
        checked += wanted.total()
        missing[path.name] = wanted - Counter(landed_leaves(parse_file(path)))

    assert {name: lost for name, lost in missing.items() if lost} == {}
    assert checked > 100_000


@needs_real_files
def test_every_real_release_is_landed_but_the_two_that_cannot_be() -> None:
    parsed = {path.name: parse_file(path) for path in real_files()}

    assert sum(len(rows(items)) for items in parsed.values()) == 17 + 29 + 99 + 500 + 291
    assert {name: rejects(items) for name, items in parsed.items() if rejects(items)} == {
        "_noid-2026-09-03-p001-000.json": [("no_release_id", 1)],
        "packages_2020.jsonl": [("no_date", 45)],
    }


def document_leaves(path: Path) -> Counter[str]:
    """Count the leaves of a real document that must land, read without the parser."""
    if path.suffix == ".csv":
        return Counter(csv_leaves(path))
    text = path.read_text("utf-8-sig")
    lines = text.splitlines() if path.suffix == ".jsonl" else [text]
    trees = [json.loads(line, parse_int=str, parse_float=str) for line in lines if line.strip()]
    return Counter(leaf for tree in trees for leaf in leaves(without_unsound(tree)))


def csv_leaves(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for record in csv.DictReader(file):
            for heading, cell in record.items():
                if cell and not any(word in heading.casefold() for word in CONTACTS):
                    yield cell


def without_unsound(tree: Any) -> Any:
    """Return the package without the releases that must be rejected."""
    if "releases" not in tree:
        return tree
    sound = [r for r in tree["releases"] if r.get("ocid") and r.get("id") and r.get("date")]
    return {**tree, "releases": sound} if sound else []


def leaves(value: object) -> Iterator[str]:
    """Yield every leaf as text; null counts as one, an empty list or object does not."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not "".join(key.split()).casefold().startswith(CONTACTS):
                yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    else:
        yield value if isinstance(value, str) else json.dumps(value)


def landed_leaves(parsed: Iterable[Parsed]) -> Iterator[str]:
    """Yield what the rows hold, once: no keys repeated in child tables, no copies."""
    for row in every_row(parsed):
        repeated = set() if row.table == "releases" else {"ocid", "release_id"}
        repeated |= REPEATED_KEYS.get(row.table, set())
        repeated |= set(PLACE) if set(PLACE) <= row.values.keys() else set()
        for column, value in row.values.items():
            if value is None or column in repeated | set(COPIED.get(row.table, ())):
                continue
            if column == EXTRA:
                yield from leaves(decode(value))
            elif column in JOINED:
                yield from value.split(";")
            else:
                yield value


def leaves_missing(tree: object, parsed: Iterable[Parsed]) -> Counter[str]:
    return Counter(leaves(tree)) - Counter(landed_leaves(parsed))
