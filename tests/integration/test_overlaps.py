"""Real files that say the same payments twice: each is counted once, and none is lost.

Some files overlap as they were published. Where the given files hold no example of a way to
publish twice, a copy of a real file is altered to make one; the copies live as long as the test.
"""

import csv
import datetime as dt
import logging
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.night import open_night
from pipelines.settings import ROOT, Settings
from tests.integration.warehouse import ask, dbt

pytestmark = pytest.mark.integration

log = logging.getLogger(__name__)

GUYS = ("GUYS 01 - April", "GUYS 02 - May", "GUYS 03 - June", "GUYS 04 - July")
CHANGED, GONE = Decimal("0.37"), 3


@dataclass(frozen=True, slots=True)
class Built:
    """A warehouse made of the files of ``inbox``, and where their lines were landed."""

    landed: Path
    warehouse: Path

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return ask(self.warehouse, query)


@pytest.fixture(scope="module")
def built(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Every file through landing, gate 1 and dbt with all its tests."""
    folder = tmp_path_factory.mktemp("overlaps")
    fill(folder / "inbox", real_data)
    settings = Settings(
        data=folder / "data",
        area=ROOT / "areas" / "inbox.yml",
        inbox=folder / "inbox",
        contact="",
        offline=True,
        threads=2,
    )
    first, second = dt.date(2026, 11, 21), dt.date(2026, 11, 22)
    april = real_data / "spend/croydon_nhs/CROY 01 - April.csv"
    write(folder / "inbox/croydon_nhs" / april.name, misprinted(table(april)))
    open_night(settings, first).land("spend")
    put(folder / "inbox/croydon_nhs", april)
    open_night(settings, second).land("spend")
    made = Built(settings.data / "landed", settings.data / "warehouse.duckdb")
    selected = "+fct_deliveries +fct_payments +mart_restatements +mart_spend_by_body_month"
    dbt(
        settings.data, "build", "--exclude-resource-type", "unit_test",
        "--indirect-selection", "buildable", "--select", *selected.split(),
    )  # fmt: skip
    return made


def fill(inbox: Path, real_data: Path) -> None:
    """Lay real files into the inbox, and beside some of them copies that say the same again."""
    spend, bench = real_data / "spend", real_data / "bench" / "spend"
    for body in ("trafford", "darlington"):
        shutil.copytree(spend / body, inbox / body)
    put(inbox / "wakefield", *(bench / f"wakefield/{name}.csv" for name in ("2016-Q2", "2016-Q3")))
    put(inbox / "wakefield", bench / "wakefield/2018-Q4.csv")
    put(inbox / "wakefield" / "sent again", spend / "wakefield/2018-Q4.csv")
    put(inbox / "wakefield_council", spend / "wakefield/2018-Q4.csv")

    put(inbox / "guys_nhs", *(bench / f"guys_nhs/{name}.csv" for name in GUYS))
    months = [table(bench / f"guys_nhs/{name}.csv") for name in GUYS[:3]]
    quarter = [months[0][0], *(row for rows in months for row in rows[1:])]
    write(inbox / "guys_nhs" / "GUYS first quarter.csv", quarter)

    january = spend / "hyndburn/January-26-CSV.csv"
    put(inbox / "hyndburn", january)
    write(
        inbox / "hyndburn/January.txt", table(january, "cp1252"), delimiter=";", encoding="utf-16"
    )

    december = spend / "leeds/2011-12.csv"
    write(inbox / "leeds" / "December FINAL.csv", table(december, "cp1252"))
    write(inbox / "leeds" / "December draft.csv", draft(table(december, "cp1252")))


def put(folder: Path, *files: Path) -> None:
    """Copy real files as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(file, folder / file.name)


def table(path: Path, encoding: str = "utf-8-sig") -> list[list[str]]:
    """Return a real file's rows."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def write(
    path: Path, rows: Iterable[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8"
) -> None:
    """Write rows as a file of their own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def draft(final: list[list[str]]) -> list[list[str]]:
    """Return the rows with one amount less by ``CHANGED`` and ``GONE`` lines not there yet."""
    amount = final[0].index("Net amount")
    altered = list(final[2000])
    altered[amount] = str(Decimal(altered[amount].replace(",", "")) - CHANGED)
    return [*final[:2000], altered, *final[2001:4000], *final[4000 + GONE :]]


def misprinted(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows as they might first have been published: one amount more, one line less."""
    amount = rows[0].index("amount")
    wrong = list(rows[10])
    wrong[amount] = str(Decimal(wrong[amount].replace(",", "")) + CHANGED)
    return [*rows[:10], wrong, *rows[12:]]


def landed_files(built: Built) -> dict[str, tuple[int, Decimal]]:
    """Lines and pounds of each file as it lies in the landed folder, added up without dbt."""
    files = str(built.landed / "spend" / "payments" / "*.parquet")
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select _source_url, amount, count(*) from read_parquet(?) group by all", [files]
        ).fetchall()
    lines: Counter[str] = Counter()
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for url, amount, count in rows:
        lines[url] += count
        totals[url] += count * pounds_in(amount)
    return {url: (lines[url], total) for url, total in totals.items()}


def pounds_in(text: str) -> Decimal:
    """Read an amount as a person would; no code of the project takes part."""
    bare = re.sub(r"[£,\s]", "", text)
    is_credit = bare.startswith(("-", "(")) or bare.endswith(("-", "CR"))
    size = Decimal(bare.strip("-()CR")).quantize(Decimal("0.0001"))
    return -size if is_credit else size


def test_each_layer_holds_the_money_of_the_layer_before_it_to_the_penny(built: Built) -> None:
    landed = landed_files(built)
    layers: dict[str, tuple[object, ...]] = {
        "landed": (sum(lines for lines, _ in landed.values()),
                   sum((pounds for _, pounds in landed.values()), Decimal(0))),
        "staging": built.ask("select count(*), sum(amount_gbp) from stg_spend__payments")[0],
        "counted and not": built.ask(
            "select sum(lines_counted + lines_not_counted), sum(counted_gbp + not_counted_gbp)"
            " from fct_deliveries where source_id = 'spend'")[0],
        "counted": built.ask(
            "select sum(lines_counted), sum(counted_gbp) from fct_deliveries"
            " where source_id = 'spend'")[0],
        "fct_payments": built.ask("select count(*), sum(amount_gbp) from fct_payments")[0],
        "mart_spend_by_body_month": built.ask(
            "select sum(line_count), sum(paid_gbp) from mart_spend_by_body_month")[0],
    }  # fmt: skip
    for layer, (lines, pounds) in layers.items():
        log.info("%24s %s lines, £%s", layer, lines, pounds)
    assert layers["landed"] == layers["staging"] == layers["counted and not"]
    assert layers["counted"] == layers["fct_payments"] == layers["mart_spend_by_body_month"]


def test_every_file_has_an_account_of_what_is_counted_and_what_is_not(built: Built) -> None:
    accounts = built.ask(
        "select _source_url, landed_gbp, lines_counted + lines_not_counted,"
        " counted_gbp + not_counted_gbp from fct_deliveries"
        " where counted_status is not null"
    )
    assert {url: (lines, pounds) for url, _, lines, pounds in accounts} == landed_files(built)
    assert all(landed == pounds for _, landed, _, pounds in accounts)


def test_no_equal_line_of_traffords_year_is_removed_and_no_credit_dropped(built: Built) -> None:
    (landed,) = built.ask(
        "select count(*), count(distinct line_key), count(*) filter (where amount_gbp < 0),"
        " sum(amount_gbp) filter (where amount_gbp < 0)"
        " from int_spend_lines where publisher_id = 'trafford'"
    )
    (counted,) = built.ask(
        "select count(*), count(*) filter (where amount_gbp < 0),"
        " sum(amount_gbp) filter (where amount_gbp < 0)"
        " from fct_payments where publisher_id = 'trafford'"
    )
    lines, different, credits, pounds = landed
    assert counted == (lines, credits, pounds)
    assert lines == 38_055 + 2_024, "the year and the cards, as a person counted them"
    assert different < lines * Decimal("0.8"), "removing equal lines would have cost a fifth"
    assert credits > 0


def statuses(built: Built, publisher_id: str) -> dict[object, tuple[object, ...]]:
    """Each file of a body: its status, lines not counted, and the file that counts them."""
    rows = built.ask(
        "select here.period, here.counted_status, here.counted_reason_code,"
        " here.lines_not_counted, there.period from fct_deliveries as here"
        " left join fct_deliveries as there on here.counted_in_delivery_key = there.delivery_key"
        f" where here.publisher_id = '{publisher_id}' and here.outcome = 'landed'"
    )
    return {row[0]: row[1:] for row in rows}


def test_a_month_that_the_next_file_repeats_is_not_counted(built: Built) -> None:
    found = statuses(built, "darlington")
    assert found == {
        "2013-01.csv": ("not_counted", "repeated", 1824, "2013-02.csv"),
        "2013-02.csv": ("counted", None, 0, None),
    }


def test_a_transaction_that_stands_in_two_quarters_is_counted_in_one(built: Built) -> None:
    found = statuses(built, "wakefield")
    assert found["2016-Q3.csv"] == ("partly_counted", "repeated", 13, "2016-Q2.csv")
    assert found["2016-Q2.csv"] == ("counted", None, 0, None)
    (dates,) = built.ask(
        "select count(*), count(distinct _raw_sha256) from fct_payments where"
        " publisher_id = 'wakefield' and paid_date = '2016-09-13' and transaction_number = '192692'"
    )
    assert dates[1] == 1


def test_one_file_in_three_places_is_counted_in_one(built: Built) -> None:
    copies = built.ask(
        "select publisher_id, period, counted_status, counted_reason_code from fct_deliveries"
        " where document_name = '2018-Q4.csv' order by publisher_id, period"
    )
    assert copies == [
        ("wakefield", "2018-Q4.csv", "counted", None),
        ("wakefield", "sent again/2018-Q4.csv", "not_counted", "same_bytes"),
        ("wakefield_council", "2018-Q4.csv", "not_counted", "same_bytes"),
    ]
    lines = "select count(*) from fct_payments where publisher_id = 'wakefield_council'"
    assert built.ask(lines) == [(0,)]


def test_a_quarter_replaces_its_months_and_leaves_the_next_month_alone(built: Built) -> None:
    found = statuses(built, "guys_nhs")
    assert found["GUYS first quarter.csv"][:2] == ("counted", None)
    assert found[f"{GUYS[3]}.csv"][:2] == ("counted", None)
    assert {found[f"{name}.csv"][0] for name in GUYS[:3]} == {"not_counted"}
    assert {found[f"{name}.csv"][3] for name in GUYS[:3]} == {"GUYS first quarter.csv"}


def test_the_same_table_in_another_format_is_counted_once(built: Built) -> None:
    found = statuses(built, "hyndburn")
    assert sorted(str(row[0]) for row in found.values()) == ["counted", "not_counted"]


def test_the_final_counts_and_what_changed_since_the_draft_is_told_line_by_line(
    built: Built,
) -> None:
    found = statuses(built, "leeds")
    assert found["December FINAL.csv"][:2] == ("counted", None)
    assert found["December draft.csv"][0] == "not_counted"
    assert found["December draft.csv"][3] == "December FINAL.csv"
    changes = built.ask(
        "select change_kind, count(*), sum(effect_gbp) from mart_restatements"
        " where publisher_id = 'leeds' group by change_kind order by change_kind"
    )
    kinds = {change: (count, effect) for change, count, effect in changes}
    assert kinds["amended"] == (1, CHANGED)
    assert kinds["added"][0] == GONE
    (pounds,) = built.ask(
        "select sum(landed_gbp) filter (where period like '%FINAL%')"
        " - sum(landed_gbp) filter (where period like '%draft%') from fct_deliveries"
        " where publisher_id = 'leeds'"
    )
    assert sum((Decimal(str(effect)) for _, effect in kinds.values()), Decimal(0)) == pounds[0]


def test_a_delivery_published_again_counts_as_it_stands_now_and_tells_what_changed(
    built: Built,
) -> None:
    changes = built.ask(
        "select change_kind, version_kind, count(*), sum(effect_gbp) from mart_restatements"
        " where publisher_id = 'croydon_nhs' group by all order by change_kind"
    )
    assert [row[:3] for row in changes] == [
        ("added", "earlier_version", 1),
        ("amended", "earlier_version", 1),
    ]
    assert changes[1][3] == -CHANGED
    sides = built.ask(
        "select side, count(distinct _raw_sha256) from fct_restated_lines"
        " where publisher_id = 'croydon_nhs' group by side order by side"
    )
    assert sides == [("after", 1), ("before", 1)]
    (counted,) = built.ask(
        "select count(*), count(distinct _raw_sha256) from fct_payments"
        " where publisher_id = 'croydon_nhs'"
    )
    assert counted == (185, 1)
