"""What the invented county says of how promptly it pays, from its zip to the mart."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.integration

STATED = """
    select publisher_id, period, _part, cast(_line as varchar), reporting_period,
        cast(on_time_days as varchar), share_on_time, cast(invoice_count as varchar),
        interest_paid_gbp, interest_liable_gbp, cast(is_current as varchar)
    from fct_prompt_payments
    where source_kind = 'council_table'
    order by all
"""


@pytest.fixture(scope="module")
def truth(truth_files: Path) -> Sequence[Sequence[object]]:
    """The records of the truth, with the types of the fact."""
    with (truth_files / "prompt_payments_truth.csv").open(encoding="utf-8", newline="") as file:
        return sorted(
            tuple(
                Decimal(text) if name == "share_on_time" or name.endswith("_gbp") else text
                for name, text in record.items()
            )
            for record in csv.DictReader(file)
        )


def ask(night: Path, query: str) -> list[tuple[object, ...]]:
    """Ask the release of a night."""
    database = night / "current" / "goldenthread.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_every_line_on_promptness_is_where_the_truth_says_with_its_figures(
    night_one: Path, truth: Sequence[Sequence[object]]
) -> None:
    assert sorted(ask(night_one, STATED)) == list(truth)


def test_a_year_put_right_in_a_later_table_is_shown_once_and_as_restated(night_one: Path) -> None:
    shown = ask(
        night_one,
        "select reporting_period, share_on_time, times_stated, is_restated"
        " from mart_prompt_payment where publisher_id = 'brackenfold'"
        " and source_kind = 'council_table' order by reporting_period",
    )
    assert shown == [
        ("2021-22", Decimal("0.932500"), 2, False),
        ("2022-23", Decimal("0.937500"), 2, False),
        ("2023-24", Decimal("0.942500"), 2, True),
        ("2024-25", Decimal("0.955000"), 1, False),
    ]


def test_interest_is_in_no_account_of_payments(night_one: Path) -> None:
    (published,) = ask(
        night_one,
        "select sum(published_gbp) - sum(landed_gbp) - sum(rejected_gbp) from fct_deliveries"
        " where publisher_id = 'brackenfold' and source_id = 'spend'",
    )
    (landed,) = ask(
        night_one,
        "select (select sum(landed_gbp) from fct_deliveries where publisher_id = 'brackenfold'"
        " and source_id = 'spend') - (select sum(amount_gbp) from fct_payments"
        " where publisher_id = 'brackenfold')",
    )
    assert (published, landed) == ((Decimal(0),), (Decimal(0),))
