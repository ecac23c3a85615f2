"""Scotland and Wales: a month and a type at a time, as others describe it; empty is empty."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.declarations import Area
from ingest.errors import DeclarationError, EmptyPublicationError, RefusedDocumentError
from ingest.model import Context, DeliveryKey, Document, Parsed, Request, Window
from ingest.registry import BUILDERS, load_spec, load_specs
from tests.fakes import one_by_one

SCOTLAND, WALES = "public_contracts_scotland", "sell2wales"
BOTH = pytest.mark.parametrize("source_id", [SCOTLAND, WALES])
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)


def context(source_id: str, first: str = "2026-03-01", last: str = "2026-03-30") -> Context:
    window = Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last), NIGHT)
    return Context(load_spec(source_id), window)


def planned(asked: Context) -> list[Request]:
    return list(BUILDERS[asked.spec.source_id]().plan(asked))


def month(source_id: str, period: str) -> DeliveryKey:
    return DeliveryKey(source_id, source_id, period)


@pytest.mark.parametrize(
    ("source_id", "own"), [(SCOTLAND, range(101, 105)), (WALES, range(51, 57))]
)
def test_every_type_that_the_service_describes_is_asked_for_each_month(
    source_id: str, own: range
) -> None:
    types = [int(dict(one.params)["noticeType"]) for one in planned(context(source_id))]
    assert types == [*range(1, 8), *range(12, 16), *range(20, 26), *own]


@BOTH
def test_a_request_says_month_type_output_and_language(source_id: str) -> None:
    first = planned(context(source_id))[0]
    assert first.url == f"{load_spec(source_id).base_url}/Notices"
    assert dict(first.params) == {
        "dateFrom": "03-2026", "noticeType": "1", "outputType": "0", "locale": "2057",
    }  # fmt: skip
    assert first.delivery == month(source_id, "2026-03")


@BOTH
def test_months_are_whole_whatever_days_the_area_begins_and_ends_on(source_id: str) -> None:
    requests = planned(context(source_id, "2025-11-20", "2026-02-01"))
    periods = dict.fromkeys(one.delivery.period for one in requests if one.delivery)
    assert list(periods) == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_an_area_chooses_types_and_language() -> None:
    options = {"notice_types": "2 51", "locale": "1106"}
    requests = planned(replace(context(WALES), options=options))
    said = [(dict(one.params)["noticeType"], dict(one.params)["locale"]) for one in requests]
    assert said == [("2", "1106"), ("51", "1106")]


@pytest.mark.parametrize("said", ["", "two", "1,2"])
def test_types_that_are_no_numbers_are_a_mistake_that_is_named(said: str) -> None:
    with pytest.raises(DeclarationError, match=r"sell2wales\.notice_types"):
        planned(replace(context(WALES), options={"notice_types": said}))


def test_a_month_that_was_had_whole_long_after_its_end_is_not_asked_again() -> None:
    asked = context(SCOTLAND, "2026-02-01")
    whole = {month(SCOTLAND, "2026-02"): dt.datetime(2026, 3, 20, 2, tzinfo=dt.UTC)}
    periods = {one.delivery.period for one in planned(replace(asked, asked=whole)) if one.delivery}
    assert periods == {"2026-03"}


@pytest.mark.parametrize(("asked_on", "stands"), [("2026-02-27", False), ("2026-03-20", True)])
def test_an_answer_stands_when_its_month_is_over_and_settled(asked_on: str, stands: bool) -> None:
    connector = BUILDERS[SCOTLAND]()
    (request, *_) = planned(context(SCOTLAND, "2026-02-01"))
    asked = dt.datetime.fromisoformat(f"{asked_on}T02:00:00+00:00")
    assert connector.settled(context(SCOTLAND), request, asked) is stands


def parse(source_id: str, path: Path) -> list[Parsed]:
    request = planned(context(source_id))[0]
    document = Document(request, path, "0" * 64, NIGHT)
    return list(BUILDERS[source_id]().parse(context(source_id), document))


@BOTH
def test_a_month_lands_in_the_tables_that_all_notices_share(source_id: str) -> None:
    rows = list(one_by_one(parse(source_id, FIXTURES / source_id / "month.json")))
    (release,) = [row.values for row in rows if row.table == "releases"]
    assert (release["title"], release["value_amount"]) == ("Harbour lamps", "50000.1")
    assert "withheld" not in str(rows)


@BOTH
def test_a_package_that_lists_no_releases_is_an_empty_publication(source_id: str) -> None:
    with pytest.raises(EmptyPublicationError) as raised:
        parse(source_id, FIXTURES / source_id / "empty.json")
    assert raised.value.code == "no_releases"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{}", "not_ocds"),
        (b'{"Message": "Error converting data type nvarchar to float."}', "not_ocds"),
        (b"", "empty_document"),
        (b"<!DOCTYPE html><html></html>", "not_json"),
    ],
)
def test_an_answer_that_is_no_package_is_refused_and_not_called_empty(
    body: bytes, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "answer"
    path.write_bytes(body)
    with pytest.raises(RefusedDocumentError) as raised:
        parse(SCOTLAND, path)
    assert not isinstance(raised.value, EmptyPublicationError)
    assert raised.value.code == code


def area(**said: object) -> Area:
    return Area.model_validate({"area_id": "a", "title": "A", "first_day": "2026-01-01", **said})


@BOTH
def test_a_source_that_nobody_has_tried_is_asked_only_where_it_is_named(source_id: str) -> None:
    spec = load_spec(source_id)
    assert not area().asks(spec)
    assert not area(sources=["spend"]).asks(spec)
    assert area(sources=[source_id]).asks(spec)


def test_the_other_sources_are_asked_unless_an_area_names_some() -> None:
    for source_id, spec in load_specs().items():
        assert area().asks(spec) is (source_id not in (SCOTLAND, WALES))
        assert not area(sources=[]).asks(spec)
