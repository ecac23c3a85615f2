"""A mistake at the command line is answered with a sentence, and data is shown as it is."""

import os
from pathlib import Path

import pytest
from rich.console import Console

from pipelines import cli
from pipelines.release.build import build_release
from pipelines.screens import show_query
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
    console = Console(record=True, width=80)
    show_query(settings, "select 'Lamps [red] and [/oil]' as name", console)
    assert "Lamps [red] and [/oil]" in console.export_text()
