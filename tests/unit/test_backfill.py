"""A backfill says how far it is, goes through its own days, and publishes nothing."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from ingest.errors import DeclarationError
from ingest.fetch import Progress
from ingest.model import DeliveryKey
from ingest.registry import load_spec
from pipelines.backfill import Screen, Span, run_backfill
from pipelines.settings import Settings

AREA = "area_id: fenwater\ntitle: Fenwater\nfirst_day: 2024-01-01\nsources: []\n"
SPAN = Span(dt.date(2024, 1, 1), dt.date(2024, 3, 31))


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    (tmp_path / "area.yml").write_text(AREA, "utf-8")
    settings = Settings.from_environment(
        {
            "GOLDENTHREAD_DATA": str(tmp_path / "data"),
            "GOLDENTHREAD_AREA": str(tmp_path / "area.yml"),
            "GOLDENTHREAD_INBOX": str(tmp_path / "inbox"),
        }
    )
    for name, value in settings.for_children().items():
        monkeypatch.setenv(name, value)
    return settings


def line(period: str, number: int, requests: int) -> str:
    said = StringIO()
    screen = Screen(Console(file=said, width=200), load_spec("find_a_tender"), SPAN)
    delivery = DeliveryKey("find_a_tender", "find_a_tender", period)
    screen.show(Progress(delivery, number, 4, requests, 2345))
    return said.getvalue().strip()


def test_a_finished_window_says_how_many_days_are_done_and_how_long_the_rest_takes() -> None:
    assert line("2024-01-29--2024-02-25", 2, 56) == (
        "find_a_tender: 2024-01-29--2024-02-25, 56 of 91 days, 2,345 notices, 56 requests, "
        "about 0:07:00 left"
    )


def test_the_last_window_leaves_nothing_though_it_ends_behind_the_backfill() -> None:
    assert line("2024-03-25--2024-04-21", 4, 91).endswith("about 0:00:00 left")


def test_a_block_of_numbers_is_counted_by_itself() -> None:
    assert "2024 numbers 001000--001999, 3 of 4, 2,345 notices" in line(
        "2024 numbers 001000--001999", 3, 30
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [("2023-12-31", ""), ("", "2024-06-01"), ("2024-02-02", "2024-02-01"), ("May", "")],
)
def test_days_the_area_does_not_have_are_refused(settings: Settings, first: str, last: str) -> None:
    with pytest.raises(DeclarationError):
        run_backfill(settings, "2024-06-01", first, last, Console(file=StringIO()))


def test_a_backfill_of_nothing_is_whole_and_publishes_nothing(
    settings: Settings,
) -> None:
    assert run_backfill(settings, "2024-06-01", "", "", Console(file=StringIO())) == 0
    assert not settings.current.exists()
