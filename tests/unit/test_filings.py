"""What companies filed: columns that come and go by the year, and people who never land."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.errors import RefusedDocumentError
from ingest.model import (
    Connector,
    Context,
    DeliveryKey,
    Document,
    Parsed,
    Reject,
    Request,
    Row,
    Window,
)
from ingest.registry import BUILDERS, load_spec

NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
PERSON = ("Zebulon", "Quillfeather")
FILES = (
    ("gender_pay_gap", "2021.csv"),
    ("gender_pay_gap", "2017.csv"),
    ("modern_slavery", "2024.csv"),
    ("payment_practices", "payment-practices.csv"),
)


def context(source_id: str, *asked: DeliveryKey, first: int = 2024) -> Context:
    window = Window(dt.date(first, 4, 1), NIGHT.date(), NIGHT)
    return Context(spec=load_spec(source_id), window=window, asked=dict.fromkeys(asked, NIGHT))


def connector(source_id: str) -> Connector:
    return BUILDERS[source_id]()


def parsed(source_id: str, path: Path) -> list[Parsed]:
    document = Document(Request(url="https://example.org/x"), path, "0" * 64, NIGHT)
    return list(connector(source_id).parse(context(source_id), document))


def rows(source_id: str, path: Path) -> list[Row]:
    return [item for item in parsed(source_id, path) if isinstance(item, Row)]


def test_a_year_of_pay_gaps_is_asked_for_once_its_snapshot_is_taken() -> None:
    source = "gender_pay_gap"
    asked = list(connector(source).plan(context(source)))

    assert [request.url.rpartition("/")[2] for request in asked] == ["2023", "2024", "2025"]
    after = replace(
        context(source),
        window=Window(dt.date(2026, 1, 1), dt.date(2026, 4, 5), NIGHT + dt.timedelta(days=5)),
    )
    assert [one.url.rpartition("/")[2] for one in connector(source).plan(after)] == ["2025", "2026"]


def test_no_year_before_the_first_is_asked_for() -> None:
    asked = connector("gender_pay_gap").plan(context("gender_pay_gap", first=2010))

    assert next(iter(asked)).url.endswith("/2017")


@pytest.mark.parametrize("source_id", ["gender_pay_gap", "modern_slavery", "payment_practices"])
def test_what_was_asked_this_month_is_not_asked_again_and_next_month_it_is(source_id: str) -> None:
    asked = list(connector(source_id).plan(context(source_id)))
    keys = [request.delivery for request in asked if request.delivery]
    again = context(source_id, *keys)
    april = replace(
        again, window=Window(again.window.first, again.window.last, NIGHT + dt.timedelta(days=1))
    )

    assert list(connector(source_id).plan(again)) == []
    assert len(list(connector(source_id).plan(april))) == len(keys)


def test_every_year_of_statements_is_asked_for_by_its_own_address() -> None:
    urls = [request.url for request in connector("modern_slavery").plan(context("modern_slavery"))]

    assert [url.rpartition("/")[2] for url in urls] == [
        f"StatementSummaries{year}.csv" for year in (2023, 2024, 2025, 2026)
    ]


@pytest.mark.parametrize(("source_id", "name"), FILES)
def test_who_signed_and_whom_to_write_to_are_nowhere_in_what_is_parsed(
    fixtures: Path, source_id: str, name: str
) -> None:
    path = fixtures / source_id / name
    assert all(word in path.read_text("utf-8-sig") for word in PERSON)

    said = repr(parsed(source_id, path))

    assert not [word for word in (*PERSON, "@") if word.casefold() in said.casefold()]


def test_a_row_whose_cells_stand_elsewhere_is_rejected_without_a_word_of_it(
    fixtures: Path,
) -> None:
    rejects = [
        item
        for item in parsed("gender_pay_gap", fixtures / "gender_pay_gap/2021.csv")
        if isinstance(item, Reject)
    ]

    assert [(one.code, one.excerpt) for one in rejects] == [
        ("short_row", ""),
        ("surplus_cells", ""),
    ]


def test_newlines_in_cells_stay_and_the_line_is_the_first_of_the_record(fixtures: Path) -> None:
    found = rows("gender_pay_gap", fixtures / "gender_pay_gap/2021.csv")

    assert [row.line for row in found] == [2, 5]
    assert found[0].values["SicCodes"] == "81300,\n99999"
    assert found[0].values["DiffMeanBonusPercent"] == "", "blank stays blank: it is not nought"
    assert found[1].values["CompanyNumber"] == "", "public bodies have none"


def test_a_year_without_a_column_lands_without_it(fixtures: Path) -> None:
    (row,) = rows("gender_pay_gap", fixtures / "gender_pay_gap/2017.csv")

    assert "EmployerId" not in row.values
    assert row.values["CompanyNumber"] == "99900001"


def test_a_year_without_a_column_that_is_needed_is_refused(fixtures: Path, tmp_path: Path) -> None:
    text = (fixtures / "gender_pay_gap/2021.csv").read_text("utf-8-sig")
    path = tmp_path / "2021.csv"
    path.write_text(text.replace("EmployerSize", "Headcount", 1), "utf-8")

    with pytest.raises(RefusedDocumentError, match="no column for EmployerSize"):
        parsed("gender_pay_gap", path)


def test_headings_of_the_export_and_of_the_template_are_one_column(
    fixtures: Path, tmp_path: Path
) -> None:
    exported = fixtures / "payment_practices/payment-practices.csv"
    path = tmp_path / "template.csv"
    text = exported.read_text("utf-8-sig")
    path.write_text(text.replace("made in the reporting", "made in reporting", 1), "utf-8")

    assert rows("payment_practices", path) == rows("payment_practices", exported)
    first = rows("payment_practices", exported)[0].values
    assert (first["payments_made"], first["in_payment_codes"]) == (
        "True",
        "Prompt Payment Code of our own",
    )


def test_the_outlier_stays_in_the_text(fixtures: Path) -> None:
    found = rows("payment_practices", fixtures / "payment_practices/payment-practices.csv")

    assert [row.values["average_time_to_pay"] for row in found] == ["31", "4323394", ""]


def real_years(real_data: Path) -> Iterator[Path]:
    files = sorted((real_data / "registers/gender_pay_gap").glob("*.csv"))
    if not files:
        pytest.skip("NOT TESTED on real pay gap reports: there are none")
    yield from files


def test_the_real_years_land_every_report_with_its_figures_and_nobody_who_signed(
    real_data: Path,
) -> None:
    counted = 0
    for path in real_years(real_data):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            told = list(csv.DictReader(stream))
        found = rows("gender_pay_gap", path)
        columns = [
            name for name in told[0] if name not in ("ResponsiblePerson", "CompanyLinkToGPGInfo")
        ]
        assert [[row.values[name] for name in columns] for row in found] == [
            [record[name] for name in columns] for record in told
        ]
        assert "ResponsiblePerson" not in found[0].values
        assert all("@" not in (row.values["CompanyLinkToGPGInfo"] or "") for row in found)
        figures = [row.values["DiffMedianHourlyPercent"] for row in found]
        assert all(Decimal(figure or "") is not None for figure in figures)
        counted += len(found)
    assert counted > 0
