"""The whole night, as a person runs it: the real command against publishers over real HTTP."""

import json
import re
import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from replay.render.owners import NEVER_LANDED
from tests.integration.night import EVERYTHING, Run, differing, goldenthread, release_bytes

pytestmark = pytest.mark.integration


def test_one_command_publishes_a_release_and_says_what_it_found(first_run: Run) -> None:
    assert first_run.code == 0, first_run.screen
    assert "Published 2026-03-31.1" in first_run.screen
    assert "PDF" in first_run.screen, "what was refused is said in words"
    assert "web page" in first_run.screen
    release = (first_run.data / "current").resolve()
    for name in ("fct_payments.csv", "fct_payments.parquet", "goldenthread.duckdb",
                 "datapackage.json", "CHANGES.md", "quality/checks.json", "provenance.json",
                 "site/index.html"):  # fmt: skip
        assert (release / name).is_file(), name


def parsed_by_source(screen: str) -> dict[str, str]:
    """Return how many documents each source parsed, as the screen says."""
    return dict(re.findall(r"(\w+): \d+ deliveries landed anew.*?(\d+) documents parsed", screen))


def test_a_second_night_parses_nothing_and_publishes_nothing(
    first_run: Run, night_one: Path, tmp_path: Path
) -> None:
    data = shutil.copytree(night_one, tmp_path / "data", symlinks=True)

    again = goldenthread(data, ["nightly"])

    assert again.code == 0, again.screen
    assert "Nothing changed: release 2026-03-31.1 stands" in again.screen
    assert parsed_by_source(first_run.screen).keys() == parsed_by_source(again.screen).keys()
    assert set(parsed_by_source(again.screen).values()) == {"0"}
    assert [path.name for path in (data / "releases").iterdir()] == ["2026-03-31.1"]


def test_everything_is_rebuilt_from_raw_alone_byte_for_byte_on_one_thread(
    night_one: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(night_one / "raw", data / "raw")

    rebuilt = goldenthread(data, ["nightly", "--offline"], GOLDENTHREAD_THREADS="1")

    assert rebuilt.code == 0, rebuilt.screen
    assert differing(release_bytes(data), release_bytes(night_one)) == []


def test_money_is_conserved_from_the_published_cell_to_every_mart_that_claims_the_whole(
    night_one: Path,
) -> None:
    landed = str(night_one / "landed" / "deliveries" / "outcomes" / "*.parquet")
    database = str(night_one / "current" / "goldenthread.duckdb")
    with duckdb.connect(database, read_only=True) as connection:
        published, kept, rejected = connection.execute(
            """
            select
                sum(cast(published_gbp as decimal(38, 4))),
                sum(cast(landed_gbp as decimal(38, 4))),
                sum(cast(rejected_gbp as decimal(38, 4)))
            from read_parquet(?)
            """,
            [landed],
        ).fetchall()[0]
        layers = {
            model: connection.execute(f"select sum({column}) from {model}").fetchall()[0][0]
            for model, column in (
                ("fct_payments", "amount_gbp"),
                ("mart_spend_by_body_month", "paid_gbp"),
                ("mart_spend_geography", "paid_gbp"),
                ("mart_spend_deprivation", "paid_gbp"),
                ("mart_spend_by_sector", "paid_gbp"),
                ("mart_spend_by_category", "paid_gbp"),
            )
        }
    assert published == kept + rejected
    assert set(layers.values()) == {kept}


def test_no_release_file_holds_a_contact_a_path_of_the_machine_or_a_clock(
    night_one: Path,
) -> None:
    for name, content in release_bytes(night_one).items():
        assert str(night_one).encode() not in content, name
        assert b"Contact Withheld" not in content, name
        if name.endswith((".csv", ".json", ".jsonld", ".html", ".md")):
            assert not re.search(rb"[\w.+-]+@[\w-]+\.[a-z]{2,}", content), name


def test_nobody_of_the_registers_is_in_the_release_or_in_what_is_landed(night_one: Path) -> None:
    landed = {
        str(path.relative_to(night_one)): repr(pq.read_table(path).to_pylist()).encode()
        for source_id in ("company_owners", "charities", "mutuals", "deliveries")
        for path in sorted((night_one / "landed" / source_id).rglob("*.parquet"))
    }
    assert len(landed) > 8
    for name, content in (landed | release_bytes(night_one)).items():
        for word in NEVER_LANDED:
            assert word.encode() not in content, f"{word} in {name}"


def test_every_line_of_the_owners_snapshot_is_landed_or_counted_by_its_kind(
    night_one: Path,
) -> None:
    landed = night_one / "landed"
    with duckdb.connect() as connection:
        lines, landed_rows, left_out = connection.execute(
            f"""
            select
                (select sum(cast(lines as int)) from '{landed}/deliveries/outcomes/*.parquet'
                    where source_id = 'company_owners'),
                (select count(*) from '{landed}/company_owners/owners/*.parquet'),
                (select sum(cast(line_count as int))
                    from '{landed}/company_owners/left_out/*.parquet')
            """
        ).fetchall()[0]
    assert left_out > landed_rows > 0
    assert lines == landed_rows + left_out


def test_a_reader_who_holds_the_database_open_and_the_night_do_not_hinder_each_other(
    night_one: Path, second_run: Run
) -> None:
    assert second_run.code == 0, second_run.screen
    assert "Published 2026-04-01.1" in second_run.screen
    assert totals(second_run.data) != totals(night_one)
    changes = (second_run.data / "current" / "CHANGES.md").read_text("utf-8")
    assert "2026-03-31.1" in changes


def test_a_release_can_be_rolled_back_and_the_night_leaves_it_so(
    night_one: Path, second_run: Run, tmp_path: Path
) -> None:
    data = shutil.copytree(second_run.data, tmp_path / "data", symlinks=True)

    back = goldenthread(data, ["rollback"])

    assert back.code == 0, back.screen
    assert totals(data) == totals(night_one)


def totals(data: Path) -> object:
    """Return what a reader of the current release's database counts and adds up."""
    with duckdb.connect(str(data / "current" / "goldenthread.duckdb"), read_only=True) as reader:
        return reader.execute(EVERYTHING).fetchall()


def test_every_check_of_every_gate_is_published_with_its_result(night_one: Path) -> None:
    checks = json.loads((night_one / "current" / "quality" / "checks.json").read_text("utf-8"))
    deliveries = {report["subject"] for report in checks["landed"]}
    assert len(deliveries) > 150
    assert all(report["passed"] for report in checks["published"])
    assert {test["status"] for test in checks["tests"]} <= {"pass", "warn"}
