"""The list of local authorities, past, present and decided."""

import csv
import datetime as dt
import json
from pathlib import Path

import pytest

from ingest.errors import RefusedDocumentError
from ingest.model import Context, DeliveryKey, Document, Parsed, Request, Row, Summary, Window
from ingest.registry import load_spec
from ingest.sources.local_authorities import build

FIXTURE = (
    Path(__file__).resolve().parents[1]
    / "fixtures/local_authorities/uk_local_authorities_future.csv"
)
REAL = Path(__file__).resolve().parents[2].parent / "shared/data/geography"
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
MARCH = DeliveryKey("local_authorities", "local_authorities", "2026-03")
CONNECTOR = build()


def context(*asked: DeliveryKey) -> Context:
    spec = load_spec("local_authorities")
    window = Window(NIGHT.date(), NIGHT.date(), NIGHT)
    return Context(spec=spec, window=window, asked=dict.fromkeys(asked, NIGHT))


def parsed(path: Path) -> list[Parsed]:
    document = Document(Request(url="https://example.org/x"), path, "0" * 64, NIGHT)
    return list(CONNECTOR.parse(context(), document))


def test_the_list_is_asked_for_once_a_month() -> None:
    (request,) = CONNECTOR.plan(context())

    assert request.url.endswith("/downloads/uk_local_authorities_future.csv")
    assert request.delivery == MARCH
    assert list(CONNECTOR.plan(context(MARCH))) == []


def test_the_list_leads_to_no_other_document() -> None:
    assert CONNECTOR.follow(context(), Request(url="x", delivery=MARCH), b"").requests == ()


def test_headings_are_ours_values_are_theirs_and_the_rest_is_extra() -> None:
    items = parsed(FIXTURE)

    assert isinstance(items[1], Row)
    assert items[1].values["official_name"] == "Old Fenwater, Heronsby and Marsh Council"
    assert items[1].values["replaced_by"] == "FEN"
    assert items[1].values["former_gss_codes"] == "E07999008"
    assert items[1].values["gov_uk_slug"] == ""
    assert json.loads(items[1].values["_extra"] or "") == {
        "notes": "Merged",
        "current-authority": "False",
        "BS-6879": "OLD",
    }
    assert items[-1] == Summary(part="", layout="local authorities, 20 columns", lines=2)


def test_every_declared_column_is_in_the_list() -> None:
    row = parsed(FIXTURE)[0]

    assert isinstance(row, Row)
    assert set(row.values) == set(load_spec("local_authorities").tables["authorities"].columns)


def test_a_list_without_codes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(FIXTURE.read_text("utf-8").replace("gss-code", "ons-code", 1), "utf-8")

    with pytest.raises(RefusedDocumentError, match="no column for gss_code:"):
        parsed(path)


def test_the_real_lists_land_every_record_a_plain_reader_counts() -> None:
    files = sorted(REAL.glob("uk_local_authorities_*.csv"))
    if not files:
        pytest.skip("NOT RUN: no real lists of authorities in ../shared/data/geography")

    for path in files:
        with path.open(encoding="utf-8", newline="") as stream:
            expected = [record["gss-code"] for record in csv.DictReader(stream)]
        rows = [item for item in parsed(path) if isinstance(item, Row)]
        assert [row.values["gss_code"] for row in rows] == expected
        assert len(rows) == 470
