import csv
import datetime as dt
import re
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from ingest.model import Context, Window
from ingest.registry import load_spec
from ingest.sources import spend
from ingest.sources.spend.declared import declare
from ingest.sources.spend.finding import plan
from ingest.specs import Finding, Publisher

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


@pytest.fixture(params=DECLARATIONS, ids=lambda path: path.stem)
def publisher(request: pytest.FixtureRequest) -> Publisher:
    return read(request.param)


def read(path: Path) -> Publisher:
    return Publisher.model_validate(yaml.safe_load(path.read_text("utf-8")))


@pytest.mark.parametrize("path", DECLARATIONS, ids=lambda path: path.stem)
def test_a_declared_body_is_named_after_its_file(path: Path) -> None:
    assert read(path).publisher_id == path.stem
    assert read(path).is_declared


def test_at_least_forty_bodies_of_every_kind_are_declared() -> None:
    declared = [read(path) for path in DECLARATIONS]
    assert len(declared) >= 40
    assert {one.body_type for one in declared} == {
        "central_government", "combined_authority", "county", "fire", "london_borough",
        "metropolitan_district", "nhs", "non_metropolitan_district", "police",
        "unitary_authority",
    }  # fmt: skip
    assert {one.find.kind for one in declared} >= {
        "page", "ckan", "govuk_search", "govuk_content", "inbox"
    }  # fmt: skip


def test_nobody_claims_to_have_found_files_on_a_live_site_without_saying_when(
    publisher: Publisher,
) -> None:
    tested = publisher.find.tested
    assert tested == "never" or tested <= dt.datetime.now(dt.UTC).date()


def test_an_address_is_declared_with_where_it_was_read(publisher: Publisher) -> None:
    is_asked = publisher.find.kind != "inbox"
    assert bool(publisher.find.known_from) is is_asked


def test_a_vat_basis_is_declared_with_who_said_so(publisher: Publisher) -> None:
    said = re.search(r"\bVAT\b|\bnet\b|\bgross\b", publisher.notes, re.IGNORECASE)
    assert publisher.vat_basis == "unknown" or said


def test_every_body_can_be_planned_for(publisher: Publisher) -> None:
    window = Window(dt.date(2025, 4, 1), dt.date(2026, 3, 31), NIGHT)
    context = Context(load_spec("spend"), window, {publisher.publisher_id: publisher})
    requests = list(plan(context))
    assert bool(requests) is (publisher.find.kind != "inbox")
    assert all(request.url.startswith(("https://", "http://")) for request in requests)


REGISTER = (
    Path(__file__).resolve().parents[2].parent
    / "shared/data/geography/uk_local_authorities_current.csv"
)


@pytest.fixture(scope="module")
def register() -> dict[str, dict[str, str]]:
    """The local authorities of today, by their codes."""
    if not REGISTER.exists():
        pytest.skip(f"the register of local authorities is not at {REGISTER}")
    with REGISTER.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {row["gss-code"]: row for row in rows if row["current-authority"] == "True"}


def test_codes_of_councils_are_those_of_the_register_and_their_districts_lie_in_them(
    register: dict[str, dict[str, str]],
) -> None:
    for publisher in map(read, DECLARATIONS):
        if not publisher.ons_code:
            assert publisher.organisation_scheme != "GB-LAE"
            continue
        own = register[publisher.ons_code]
        assert publisher.organisation_id in {own["local-authority-code"], ""}
        for district in publisher.area_codes:
            row = register[district]
            around = (row["local-authority-code"], row["county-la"], row["combined-authority"])
            assert own["local-authority-code"] in around


@pytest.mark.parametrize(
    "finding",
    [
        {"kind": "page"},
        {"kind": "ckan", "url": "https://fog.example/api/3/action"},
        {"kind": "govuk_search"},
        {"kind": "page", "url": "https://fog.example/", "link_pattern": "("},
        {"kind": "page", "url": "https://fog.example/", "link_pattern": "{year}-{year}"},
        {"kind": "page", "url": "https://fog.example/", "tested": "often"},
    ],
)
def test_a_way_of_finding_that_cannot_work_is_a_mistake_when_it_is_read(
    finding: dict[str, str],
) -> None:
    with pytest.raises(ValidationError):
        Finding.model_validate(finding)
