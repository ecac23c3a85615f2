"""Who is a person is told from real names; who is one, or wrote a number, is published nowhere."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.release.manifest import read_models
from tests.payee_score import CLASSES, FOLDS, LABELS, build, land, main

pytestmark = pytest.mark.integration

PERSONS = (
    "Mrs Tolliver Quaggin", "QUAGGIN, Mary", "Quaggin Mary", "Mary Quaggin", "M A Quaggin",
    "Quaggin M", "M.Quaggin", "J & M Quaggin", "John and Mary Quaggin", "Dr Quaggin & Partners",
    "Umbershaw House Surgery (Dr Quaggin)", "Mary Quaggin t/a Lantern Catering",
    "M Quaggin T/As Lantern Catering Ltd", "PAYPAL *Mary Quaggin", "ZZZZMary Quaggin",
    "Mary Quaggin 40021", "Mary Quaggin (Lantern Repairs)", "Ormerin Quaggin", "Ormerin Quaggin KC",
    "Sir Ormerin Quaggin", "Mary Quaggin C/O Lantern Chambers", "Messrs J Quaggin",
    "Councillor Ormerin Quaggin", "mary  QUAGGIN", "Máry Quaggin", "The Lord Quaggin",
    "Baroness Quaggin of Ormerin", "Mary Quaggin GBP",
)  # fmt: skip
NUMBERS = (
    "ZY123456C", "zy 12 34 56 c", "ZY-12-34-56-C", "4111111111111111", "4111 1111 1111 1111",
    "5555-5555-5555-4444", "378282246310005", "12-34-56 12345678", "12345678 12-34-56",
    "sort code 123456 account 12345678", "GB29NWBK60161331926819", "07700900123",
    "+44 7700 900123", "(01632) 960123", "01632 960123", "020 7946 0123",
    "m.quaggin@example.org",
)  # fmt: skip
TEXTS = (
    "transaction_number", "department", "entity_name", "category", "purpose", "merchant_category",
    "contract_reference", "supplier_reference", "company_number", "charity_number",
)  # fmt: skip
REFERENCES = (
    "100020000000000000", "149394 20160121 54541", "0900000137-164", "070-145888", "01234567890",
    "4111111111111112", "PO 378238 GB 706082 CLOUD", "BBA055259A/002216", "31-03-2026",
    "2026-03-31 12345678",
)  # fmt: skip
"""What real transaction numbers look like that hold nobody's number: they are published whole."""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every published model, made from payments to planted persons and with planted numbers."""
    payees = [*PERSONS, "Lantern Ltd", *(f"Lantern Ltd {number}" for number in NUMBERS)]
    payees += ["Lantern Ltd"] * len(REFERENCES)
    numbers = [""] * (len(payees) - len(REFERENCES))
    planted = {
        "publisher_id": ["aldermere"] * len(payees),
        "period": ["2026-02"] * len(payees),
        "supplier_name": payees,
        "amount": ["10.01"] * len(payees),
        "paid_on": ["01/02/2026"] * len(payees),
        "date_format": ["dmy_slash"] * len(payees),
        "transaction_number": [*numbers, *REFERENCES],
        "_raw_sha256": ["0" * 64] * len(payees),
        "_part": [""] * len(payees),
        "_line": [str(line) for line in range(2, len(payees) + 2)],
    }
    for column in TEXTS:
        for place, number in enumerate(NUMBERS):
            planted[column] = planted.get(column) or [""] * len(payees)
            planted[column][len(PERSONS) + 1 + place] = f"re {number}, urgent"
    return build(land(tmp_path_factory.mktemp("planted"), planted), ["+path:models/marts"])


@pytest.fixture(scope="module")
def published(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def tables(warehouse: Path) -> list[str]:
    """Return how the warehouse names each published model."""
    models = read_models(warehouse.parent / "target" / "manifest.json")
    return [model.relation for model in models]


def test_the_labels_are_many_and_hold_no_name() -> None:
    lines = LABELS.read_text("utf-8").splitlines()
    labelled = [line.split(",") for line in lines[1:]]
    folds = [fold for _, _, _, fold in labelled]
    assert lines[0] == "name_sha256,payee_class,drawn_by,fold"
    assert len(labelled) >= 500
    assert min(folds.count(fold) for fold in FOLDS) >= 250
    assert all(re.fullmatch("[0-9a-f]{64}", name) for name, _, _, _ in labelled)
    assert {payee_class for _, payee_class, _, _ in labelled} == set(CLASSES)


def test_the_classes_of_labelled_real_payees_are_as_good_as_we_say(
    real_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert real_data.is_dir()
    assert main() == 0, capsys.readouterr().out


def test_no_published_table_names_a_payee_classed_as_a_person(
    warehouse: Path, published: duckdb.DuckDBPyConnection
) -> None:
    named = [
        (table, row)
        for table in tables(warehouse)
        for (row,) in published.execute(
            f"select to_json(found)::varchar from {table} as found "
            "where contains(upper(to_json(found)::varchar), 'QUAGGIN')"
        ).fetchall()
    ]
    assert named == []


@pytest.mark.parametrize("number", NUMBERS)
def test_no_published_table_holds_a_number_of_a_person(
    warehouse: Path, published: duckdb.DuckDBPyConnection, number: str
) -> None:
    holding = [
        table
        for table in tables(warehouse)
        if published.execute(
            f"select 1 from {table} as found "
            "where contains(upper(to_json(found)::varchar), upper(?))",
            [number],
        ).fetchall()
    ]
    assert holding == []


def test_references_that_are_no_persons_number_are_published_whole(
    published: duckdb.DuckDBPyConnection,
) -> None:
    found = published.execute("select transaction_number from core.fct_payments").fetchall()
    assert set(REFERENCES) <= {text for (text,) in found}


def test_what_persons_were_paid_stays_in_every_total(
    published: duckdb.DuckDBPyConnection,
) -> None:
    lines = len(PERSONS) + 1 + len(NUMBERS) + len(REFERENCES)
    everything, persons = Decimal("10.01") * lines, Decimal("10.01") * len(PERSONS)
    assert published.execute(
        "select sum(amount_gbp), sum(amount_gbp) filter (where payee_class = 'person') "
        "from core.fct_payments"
    ).fetchall() == [(everything, persons)]
    assert published.execute(
        "select sum(paid_gbp), sum(person_gbp) from reporting.mart_spend_by_body_month"
    ).fetchall() == [(everything, persons)]
    assert published.execute(
        "select sum(paid_gbp), sum(paid_gbp) filter (where payee_class = 'person'), "
        "count(*) filter (where payee_class = 'person') from reporting.mart_top_suppliers"
    ).fetchall() == [(everything, persons, 1)]
    assert published.execute(
        "select sum(paid_gbp), sum(unknown_person_gbp) from reporting.mart_spend_geography"
    ).fetchall() == [(everything, persons)]
