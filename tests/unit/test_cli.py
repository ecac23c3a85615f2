"""A mistake at the command line is answered with a sentence, and data is shown as it is."""

import io
import os
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from pipelines import cli
from pipelines.release.build import build_release
from pipelines.release.describe import DATABASE
from pipelines.screens import MOST_LINES, show_query, show_trace
from pipelines.settings import Settings
from tests.unit.tiny_release import make_inputs


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    inputs = make_inputs(tmp_path_factory.mktemp("night"))
    build_release(inputs, lambda _message: None)
    return inputs.current.parent


@pytest.fixture
def settings(data: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("GOLDENTHREAD_DATA", str(data))
    return Settings.from_environment(os.environ)


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["trace", "mart_nothing/abc/paid_gbp"], "No figures of mart_nothing"),
        (["trace", "abc:first"], "<sha256>:<number>"),
        (["sql", "select nothing from nowhere"], "did not understand"),
        (["rollback", "2001-01-01.1"], "no release 2001-01-01.1"),
        (["nightly", "--day", "tomorrow"], "yyyy-mm-dd"),
    ],
)
def test_a_mistake_is_answered_with_a_sentence(
    words: list[str],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["goldenthread", *words])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 1
    assert says in " ".join(capsys.readouterr().err.split())


def test_text_in_brackets_is_shown_and_not_taken_for_a_colour(settings: Settings) -> None:
    told = io.StringIO()
    show_query(settings, "select 'Lamps [red] and [/oil]' as name", Console(file=told))
    assert "Lamps [red] and [/oil]" in told.getvalue()


def test_what_goes_into_a_file_is_never_broken_and_what_goes_to_a_screen_fits(
    settings: Settings,
) -> None:
    query = "select repeat('0123456789', 30) as name"
    file, screen = io.StringIO(), io.StringIO()
    show_query(settings, query, Console(file=file))
    show_query(settings, query, Console(file=screen, force_terminal=True, width=80))
    assert "0123456789" * 30 in file.getvalue()
    assert max(map(len, screen.getvalue().splitlines())) < 120


def test_a_trace_into_a_file_has_every_line(settings: Settings) -> None:
    with duckdb.connect(str(settings.current / DATABASE), read_only=True) as connection:
        (figure,) = connection.sql(
            "select 'mart_spend_geography/' || row_key || '/paid_gbp' "
            "from mart_spend_geography order by paid_gbp desc limit 1"
        ).fetchall()[0]
    file, screen = io.StringIO(), io.StringIO()
    show_trace(settings, figure, None, Console(file=file))
    plain = Console(file=screen, force_terminal=True, no_color=True, highlight=False, width=200)
    show_trace(settings, figure, None, plain)
    lines = int(file.getvalue().split(" lines add up to")[0].split()[-1])
    assert file.getvalue().count("https://example.org/") == lines > MOST_LINES
    assert screen.getvalue().count("https://example.org/") == MOST_LINES
    assert f"and {lines - MOST_LINES} more lines" in screen.getvalue()
