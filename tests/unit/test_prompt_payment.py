import json
from pathlib import Path

import pytest

from ingest.delimited import part_of
from ingest.errors import RefusedDocumentError
from ingest.model import DeliveryKey, Reject, Row, Summary
from ingest.registry import load_spec
from ingest.sources.spend.prompt_payment import (
    PROMPTNESS,
    REJECTS,
    SAYS_PAID,
    TABLE,
    known_roles,
    role_of,
    rows_of,
)
from ingest.specs import Publisher
from ingest.tables import Part

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures/spend"
REAL = Path(__file__).resolve().parents[2].parent / "shared/data/spend/trafford/prompt_payment.csv"
DELIVERY = DeliveryKey("spend", "fog_agency", "prompt-payment.csv")
BODY = Publisher(publisher_id="fog_agency", title="Fog Agency")


def part(text: str) -> Part:
    return part_of(text.encode(), "")


def read(text: str, publisher: Publisher = BODY) -> tuple[list[Row], list[Reject], Summary]:
    found = rows_of(part(text), DELIVERY, publisher)
    assert found is not None
    records, summary = found
    rows = [record for record in records if isinstance(record, Row)]
    return rows, [record for record in records if isinstance(record, Reject)], summary


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("ProportionPaidOnTime", "share_paid_on_time"),
        ("Percentage of undisputed invoices paid within 30 days", "share_paid_on_time"),
        ("% of invoices paid within 10 days", "share_paid_on_time"),
        ("% of invoices not paid within 30 days", ""),
        ("% of invoice value paid within 30 days", ""),
        ("Total number of invoices paid", "invoices_paid"),
        ("Total number of invoices paid within 30 days", "invoices_paid_on_time"),
        ("NumberNotPaidOnTime", "invoices_not_paid_on_time"),
        ("Number of invoices not paid within 30 days", "invoices_not_paid_on_time"),
        ("InterestPaid", "interest_paid"),
        ("Amount of interest actually paid to suppliers", "interest_paid"),
        ("LiableInterest", "interest_liable"),
        ("Interest we were liable to pay (whether or not paid)", "interest_liable"),
        ("Financial Year", "financial_year"),
        ("Year", "financial_year"),
        ("Financial year ending", "period_end"),
        ("EffectiveDate", "period_end"),
        ("Invoice Number", ""),
        ("Supplier Name", ""),
        ("Payment Date", ""),
        ("", ""),
    ],
)
def test_a_heading_means_what_it_says(heading: str, role: str) -> None:
    assert role_of(heading)[0] == role


def test_a_table_of_words_run_together_is_read_below_its_titles() -> None:
    found = rows_of(part_of((FIXTURES / "prompt_payment.csv").read_bytes(), "2024"), DELIVERY, BODY)
    assert found is not None
    records, summary = found
    row = records[0]
    assert isinstance(row, Row)
    assert (row.table, row.line, row.part) == (TABLE, 4, "2024")
    assert row.values["financial_year"] == "2023/24"
    assert row.values["share_paid_on_time"] == "94.60"
    assert row.values["share_scale"] == "percent"
    assert row.values["invoices_not_paid_on_time"] == "1,960"
    assert (row.values["interest_paid"], row.values["interest_liable"]) == ("Nil", "£13,618.71")
    assert (row.values["period_end"], row.values["date_format"]) == ("2024-03-31", "ymd")
    assert row.values["on_time_heading"] == "ProportionPaidOnTime"
    assert json.loads(row.values["_extra"] or "") == {"Remarks": "before audit"}
    assert summary.lines == len(records) == 3


def test_every_column_landed_is_declared() -> None:
    rows, _, _ = read("Year,% paid within 30 days,Other\n2023/24,95,x\n")
    assert rows[0].values.keys() <= set(load_spec("spend").tables[TABLE].columns)


def test_interest_is_in_no_account_of_payments() -> None:
    _, _, summary = read("Year,% paid within 30 days,Interest paid\n2023/24,95,£12.00\n")
    assert summary.published_total is None
    assert load_spec("spend").tables[TABLE].money_column is None


def test_a_line_without_a_period_or_a_figure_is_rejected_with_its_reason() -> None:
    rows, rejects, summary = read(
        "Year,% paid within 30 days,Interest paid\n"
        "2023/24,95%,\n,94%,1.00\n2022/23,,\nFigures are before audit\n"
    )
    assert [row.line for row in rows] == [2]
    assert [(one.line, one.code) for one in rejects] == [
        (3, "no_period"),
        (4, "no_figure"),
        (5, "no_figure"),
    ]
    assert {one.reason for one in rejects} <= set(REJECTS.values())
    assert {(one.table, one.amount) for one in rejects} == {(TABLE, None)}
    assert summary.lines == 4


@pytest.mark.parametrize(
    ("shares", "scale"),
    [
        (("91.43", "0.95"), "percent"),
        (("0.9143", "1"), "fraction"),
        (("0.95%",), "percent"),
        (("n/a", "0.9"), "fraction"),
        (("NaN", "0.9", "Infinity"), "fraction"),
    ],
)
def test_a_column_with_nothing_above_one_is_of_fractions(
    shares: tuple[str, ...], scale: str
) -> None:
    lines = "".join(f"2023/24,{share}\n" for share in shares)
    rows, _, _ = read(f"Year,Proportion paid within 30 days\n{lines}")
    assert {row.values["share_scale"] for row in rows} == {scale}


def test_the_share_within_30_days_is_preferred_and_the_other_kept() -> None:
    rows, _, _ = read("Year,% paid within 10 days,% paid within 30 days\n2023/24,60,95\n")
    assert rows[0].values["share_paid_on_time"] == "95"
    assert rows[0].values["on_time_heading"] == "% paid within 30 days"
    assert json.loads(rows[0].values["_extra"] or "") == {"% paid within 10 days": "60"}


def test_a_date_that_alone_names_the_period_is_never_guessed() -> None:
    table = "Year ending,% paid within 30 days\n01/02/2024,95\n"
    with pytest.raises(RefusedDocumentError) as refusal:
        read(table)
    assert refusal.value.code == "ambiguous_dates"
    rows, _, _ = read(table, BODY.model_copy(update={"date_order": "day_first"}))
    assert rows[0].values["date_format"] == "dmy"


@pytest.mark.parametrize(
    "text",
    [
        "Supplier,Date,Amount\nA,13/04/2025,1.00\n",
        "Supplier,Financial Year,Amount,Invoices paid\nA,2024/25,1.00,3\n",
        "Organisation,Proportion paid on time\nFog Agency,95\n",
        "Year,Interest paid\n2024/25,1.00\n",
    ],
)
def test_another_table_is_left_to_others(text: str) -> None:
    assert rows_of(part(text), DELIVERY, BODY) is None


def test_the_real_table_is_read_whole() -> None:
    if not REAL.exists():
        pytest.skip(f"no real table at {REAL}")
    rows, rejects, summary = read(REAL.read_text("utf-8"))
    assert (len(rows), rejects, summary.lines) == (8, [], 8)
    assert [row.values["financial_year"] for row in rows] == [
        f"20{year}/{year + 1}" for year in range(17, 25)
    ]
    assert rows[0].values["share_paid_on_time"] == "91.43"
    assert rows[-1].values["interest_liable"] == "13618.71"
    assert all(row.values["_extra"] is None for row in rows)


def test_no_wording_of_promptness_is_passed_over_for_want_of_a_word() -> None:
    wordings = [wording for role in PROMPTNESS for wording in known_roles()[role]]
    assert all(SAYS_PAID.search(" ".join(wording.has)) for wording in wordings)
