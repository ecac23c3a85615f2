import datetime as dt
from pathlib import Path

import pytest
import yaml

from ingest.model import Context, Publisher, Window
from ingest.registry import load_spec
from ingest.sources import spend
from ingest.sources.spend.declared import declare

NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
DECLARATIONS = sorted((Path(spend.__file__).parent / "publishers").glob("*.yml"))


def declared(*publishers: Publisher) -> list[tuple[str, dict[str, str | None]]]:
    window = Window(dt.date(2025, 4, 1), dt.date(2026, 3, 31), NIGHT)
    by_id = {publisher.publisher_id: publisher for publisher in publishers}
    rows = declare(Context(load_spec("spend"), window, by_id))
    return [(row.table, dict(row.values)) for row in rows]


def test_a_body_and_each_of_its_districts_is_one_row() -> None:
    body = Publisher(
        publisher_id="fog_agency", title="Fog Agency", area_codes=("E07999001", "E07999002")
    )
    assert [table for table, _ in declared(body)] == [
        "publishers",
        "publisher_areas",
        "publisher_areas",
    ]


def test_what_nobody_has_said_of_a_body_stays_unsaid() -> None:
    ((_, values),) = declared(Publisher(publisher_id="x", title="X", is_declared=False))
    assert values["ons_code"] is None
    assert values["threshold_gbp"] is None
    assert (values["vat_basis"], values["is_declared"]) == ("unknown", "false")


def test_the_rows_have_exactly_the_declared_columns() -> None:
    body = Publisher(publisher_id="x", title="X", area_codes=("E07999001",))
    tables = load_spec("spend").tables
    for table, values in declared(body):
        assert set(values) == set(tables[table].columns)


@pytest.mark.parametrize("path", DECLARATIONS, ids=lambda path: path.stem)
def test_a_declared_body_is_named_after_its_file(path: Path) -> None:
    publisher = Publisher.model_validate(yaml.safe_load(path.read_text("utf-8")))
    assert publisher.publisher_id == path.stem
    assert publisher.is_declared
