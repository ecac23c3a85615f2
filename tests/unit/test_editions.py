"""Files that come whole: each is asked for when it is due, and not before."""

import datetime as dt

import pytest

from ingest.errors import RefusedDocumentError
from ingest.model import Context, DeliveryKey, Request, Window
from ingest.registry import BUILDERS, load_spec

NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
MONTHLY = ("charities", "local_authorities", "mutuals")
LINKED = {"companies_house": "2026-03", "company_owners": "2026-03-05"}
BY_HAND = ("lists_by_hand", "organisation_lists")


def key(source_id: str, period: str) -> DeliveryKey:
    return DeliveryKey(source_id, source_id, period)


def planned(source_id: str, *periods: str) -> list[Request]:
    asked = dict.fromkeys((key(source_id, period) for period in periods), NIGHT)
    window = Window(NIGHT.date(), NIGHT.date(), NIGHT)
    return list(BUILDERS[source_id]().plan(Context(load_spec(source_id), window, asked=asked)))


@pytest.mark.parametrize("source_id", MONTHLY)
def test_a_register_under_one_name_is_asked_for_once_a_month(source_id: str) -> None:
    (request,) = planned(source_id, "2026-02")

    assert request.url == f"{load_spec(source_id).base_url}/{request.name}"
    assert request.delivery == key(source_id, "2026-03")
    assert planned(source_id, "2026-03") == []


@pytest.mark.parametrize("source_id", MONTHLY)
def test_a_web_page_in_place_of_a_register_is_asked_for_again(source_id: str) -> None:
    connector = BUILDERS[source_id]()
    context = Context(load_spec(source_id), Window(NIGHT.date(), NIGHT.date(), NIGHT))

    with pytest.raises(RefusedDocumentError):
        connector.follow(context, Request("x"), b"<!doctype html><p>Moved")


@pytest.mark.parametrize(("source_id", "period"), LINKED.items())
def test_a_page_of_editions_is_read_until_one_of_the_month_is_had(
    source_id: str, period: str
) -> None:
    (page,) = planned(source_id, period.replace("-03", "-02", 1))

    assert page.delivery is None
    assert planned(source_id, period) == []


@pytest.mark.parametrize("source_id", LINKED)
def test_a_file_in_the_inbox_does_not_stand_for_the_edition_of_its_month(source_id: str) -> None:
    assert len(planned(source_id, "2026-03-05/some-of-it.zip", "2026-03/some-of-it.zip")) == 1


@pytest.mark.parametrize("source_id", BY_HAND)
def test_nobody_is_asked_for_what_comes_by_hand(source_id: str) -> None:
    assert planned(source_id) == []
