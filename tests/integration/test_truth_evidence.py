"""What the county's suppliers filed, from the registers to the marts, and who never shows."""

from pathlib import Path

import duckdb
import pytest

from tests.integration.told import differences, rows, told_beside

pytestmark = pytest.mark.integration

OURS = "company_number in (select company_number from release.dim_organisations)"
PLANTED = ("Quillfeather", "Zebulon", "nobody.example")


@pytest.fixture(scope="module")
def truth(night_one: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """A connection with the release's tables and one table for each file of the truth."""
    return told_beside(night_one, tmp_path_factory.mktemp("truth"))


def tenths(name: str) -> str:
    """Return a figure as the truth writes it."""
    return f"cast(found.{name} as decimal(18, 1))"


@pytest.mark.parametrize(
    ("told", "mart", "on"),
    [
        ("pay_gaps_truth", "mart_supplier_pay_gap", "company_number, snapshot_year"),
        ("statements_truth", "mart_modern_slavery", "company_number, statement_year"),
        ("payment_reports_truth", "mart_supplier_payment_practices", "report_id"),
    ],
)
def test_a_mart_is_the_register_row_for_row_of_every_company_known_here(
    truth: duckdb.DuckDBPyConnection, told: str, mart: str, on: str
) -> None:
    keys = on.split(", ")
    columns = [name for name, *_ in rows(truth, f"describe {told}") if name not in keys]
    compared = {
        str(name): tenths(str(name))
        if str(name).endswith(("_percent", "days_to_pay"))
        else f"found.{name}"
        for name in columns
    }
    found = f"""
        select * replace ({", ".join(f"cast({key} as varchar) as {key}" for key in keys)})
        from release.{mart}
    """
    assert differences(truth, f"select * from {told} where {OURS}", found, on, compared) == []
    assert rows(truth, f"select count(*) from release.{mart}")[0][0] > 50


def test_what_was_owed_and_not_filed_reads_not_found_and_nothing_else_does(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    found = """
        select * from release.mart_declaration_checks
        where finding = 'not_found_in_the_register'
    """
    told = f"select * from filings_missing_truth where {OURS}"
    on = "company_number, check_id, subject"
    assert differences(truth, told, found, on, {"company_number": "found.company_number"}) == []
    assert rows(truth, f"select count(distinct check_id) from ({found})") == [(3,)]


def test_a_list_is_matched_by_identifier_and_one_that_nobody_supplied_is_unknown(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    lists = "select list_kind, status, matched_count, named_not_matched_count"
    assert rows(truth, f"{lists} from release.fct_lists_supplied order by all") == [
        ("debarment", "supplied", 1, 1),
        ("living_wage", "supplied", 0, 0),
        ("other", "unknown", 0, 0),
        ("union_recognition", "unknown", 0, 0),
    ]
    signals = "select company_number, fact, state from release.mart_exclusion_signals"
    assert rows(truth, signals) == [("99900001", "excludable", "in_force")]


def test_every_pound_is_of_a_size_or_of_none_that_is_known(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    sums = "sum(paid_gbp) - sum(sme_gbp) - sum(large_gbp) - sum(unknown_gbp)"
    assert rows(truth, f"select {sums} from release.mart_spend_supplier_size") == [(0,)]
    conflicting = "select count(*) from release.fct_supplier_sizes where size_band = 'conflicting'"
    assert rows(truth, conflicting) == [(1,)]


def test_a_payment_older_than_every_register_read_has_no_status_and_says_so(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    older = """
        from release.fct_payments
        where
            match_tier <> 'none'
            and paid_date < (select min(valid_from) from release.fct_company_statuses)
    """
    said = "select distinct supplier_status_reason, supplier_status_at_payment, company_status_key"
    assert rows(truth, f"{said} {older}") == [("no_register_before", None, None)]
    assert rows(truth, f"select count(*) {older}")[0][0] > 5000


def test_who_signed_a_filing_is_in_nothing_that_was_landed_rejected_or_published(
    night_one: Path,
) -> None:
    folders = ("gender_pay_gap", "modern_slavery", "payment_practices", "lists_by_hand")
    landed = [night_one / "landed" / one for one in folders]
    landed.append(night_one / "landed" / "deliveries" / "rejects")
    files = [str(path) for folder in landed for path in folder.rglob("*.parquet")]
    files += [str(path) for path in (night_one / "current").resolve().glob("*.parquet")]
    assert len(files) > 60
    for file in files:
        cells = f"select to_json(cells)::varchar from read_parquet('{file}') as cells"
        said = [str(text) for (text,) in duckdb.sql(cells).fetchall()]
        assert not [word for word in PLANTED if any(word in text for text in said)], file
