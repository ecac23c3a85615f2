"""Every pound of every real file, from the publisher's cells to the marts that claim the whole.

What a file comes to was added up from its cells by a person's own script when it was labelled
(``tests/labels/spend``): no part of ours took part in that sum.
"""

import datetime as dt
import shutil
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.night import open_night
from pipelines.settings import ROOT, Settings
from tests.integration.warehouse import ask, dbt
from tests.spend_score import Label, labels

pytestmark = pytest.mark.integration

WHOLES = ("mart_spend_by_body_month", "mart_spend_by_department", "mart_spend_geography")
"""The marts that claim all payments, each in its own pieces."""

PENNY = Decimal("0.01")
UNSAFE_TO_READ = 1
"""Labelled as read, refused by us: amounts with a dollar sign are not taken for pounds."""


@dataclass(frozen=True, slots=True)
class Built:
    """A warehouse made of every real file, and the label of each file by its place."""

    warehouse: Path
    read: Mapping[str, Label]

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return ask(self.warehouse, query)


@pytest.fixture(scope="module")
def built(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Every labelled file through landing, gate 1 and dbt."""
    folder = tmp_path_factory.mktemp("conservation")
    read = {}
    for file, label in labels().items():
        place = Path(file.replace("bench/spend/", "bench_").removeprefix("spend/"))
        target = folder / "inbox" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(real_data / file, target)
        if label.judged == "read":
            read[place.as_posix()] = label
    settings = Settings(
        data=folder / "data",
        area=ROOT / "areas" / "inbox.yml",
        inbox=folder / "inbox",
        contact="",
        offline=True,
        threads=2,
    )
    open_night(settings, dt.date(2026, 11, 22)).land("spend")
    wholes = (f"+{mart}" for mart in WHOLES)
    dbt(
        settings.data, "build", "--resource-type", "seed", "--resource-type", "model",
        "--select", "+fct_deliveries", *wholes,
    )  # fmt: skip
    return Built(settings.data / "warehouse.duckdb", read)


def test_every_file_read_lands_what_its_cells_come_to(built: Built) -> None:
    landed: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for publisher, url, line, pounds in built.ask(
        "select publisher_id, _source_url, cast(_line as bigint), sum(amount_gbp)"
        " from stg_spend__payments group by all"
    ):
        landed[f"{publisher}/{Path(url).name}"][line] += pounds
    different = {}
    for place, label in built.read.items():
        unsure = {line for table in label.tables for line in table.unsure}
        found = landed.get(place, {}).items()
        held = sum((one for line, one in found if line not in unsure), Decimal(0))
        stated = sum((table.amount_gbp for table in label.tables), Decimal(0))
        if place in landed and held.quantize(PENNY) != stated.quantize(PENNY):
            different[place] = (held, stated)
    assert not different
    assert len(built.read.keys() - landed.keys()) <= UNSAFE_TO_READ


def test_every_layer_holds_the_money_of_the_one_before_it(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    layers = {
        "published": built.ask(
            "select sum(lines), sum(published_gbp) from fct_deliveries where source_id = 'spend'"
        )[0],
        "landed and rejected": built.ask(
            "select sum(rows_landed + rows_rejected), sum(landed_gbp + rejected_gbp)"
            " from fct_deliveries where source_id = 'spend'"
        )[0],
        "landed": built.ask(
            "select sum(rows_landed), sum(landed_gbp) from fct_deliveries where source_id = 'spend'"
        )[0],
        "staging": built.ask("select count(*), sum(amount_gbp) from stg_spend__payments")[0],
        "counted and not": built.ask(
            "select sum(lines_counted + lines_not_counted), sum(counted_gbp + not_counted_gbp)"
            " from fct_deliveries where source_id = 'spend'"
        )[0],
        "counted": built.ask(
            "select sum(lines_counted), sum(counted_gbp) from fct_deliveries"
            " where source_id = 'spend'"
        )[0],
        "fct_payments": built.ask("select count(*), sum(amount_gbp) from fct_payments")[0],
        **{mart: (None, built.ask(f"select sum(paid_gbp) from {mart}")[0][0]) for mart in WHOLES},
    }
    with capsys.disabled():
        print()  # noqa: T201
        for layer, (lines, pounds) in layers.items():
            print(f"{layer:>26} {lines or '':>10} lines £{pounds:,}")  # noqa: T201
    pounds_of = {layer: pounds for layer, (_, pounds) in layers.items()}
    assert pounds_of["published"] == pounds_of["landed and rejected"]
    assert pounds_of["landed"] == pounds_of["staging"]
    assert layers["staging"] == layers["counted and not"]
    assert layers["counted"] == layers["fct_payments"]
    assert {pounds_of[mart] for mart in WHOLES} == {pounds_of["fct_payments"]}
