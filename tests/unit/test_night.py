"""A night reads what is declared, takes in the inbox, and asks only whom it may."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from ingest.declarations import load_our_publishers
from ingest.errors import DeclarationError
from ingest.model import DECLARED
from ingest.rawstore import RawStore
from ingest.specs import Finding
from pipelines import doctor, nightly
from pipelines.lock import NightRunningError, OtherAreaError, alone, keep_for
from pipelines.night import Night, digest_code, open_night
from pipelines.settings import Settings
from tests.fakes import FakeClock

DAY = dt.date(2026, 3, 31)
AREA = "area_id: fenwater\ntitle: Fenwater\nfirst_day: 2025-04-01\n"
Make = Callable[..., Settings]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def settings(area: str = AREA, **changes: str) -> Settings:
        (tmp_path / "area.yml").write_text(area, "utf-8")
        return Settings.from_environment(
            {
                "GOLDENTHREAD_DATA": str(tmp_path / "data"),
                "GOLDENTHREAD_AREA": str(tmp_path / "area.yml"),
                "GOLDENTHREAD_INBOX": str(tmp_path / "inbox"),
                **{f"GOLDENTHREAD_{name.upper()}": value for name, value in changes.items()},
            }
        )

    return settings


def drop(settings: Settings, name: str) -> Path:
    path = settings.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Supplier,Amount\n", "utf-8")
    return path


def ask(night: Night) -> int:
    return night.ask("nspl", "http://127.0.0.1:9", FakeClock(), {}).requests


def test_a_night_has_one_instant(make: Make) -> None:
    assert open_night(make(), DAY).at == dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)


def test_every_declared_table_can_be_read_from_the_first_night(make: Make) -> None:
    night = open_night(make(), DAY)
    tables = [(spec.source_id, table) for spec in night.specs.values() for table in spec.tables]
    assert all(list((night.lake.landed / source / table).iterdir()) for source, table in tables)


def test_a_body_met_in_the_inbox_is_what_we_declare_of_it_and_is_not_asked(make: Make) -> None:
    settings = make()
    declared = next(one for one in load_our_publishers() if one.find.kind != "inbox")
    drop(settings, f"{declared.publisher_id}/April.csv")
    found = open_night(settings, DAY).publishers[declared.publisher_id]
    assert found == declared.model_copy(update={"find": Finding(kind="inbox")})


def test_a_body_met_in_the_inbox_that_nobody_declares_has_a_name(make: Make) -> None:
    settings = make()
    drop(settings, "heronsby/April.csv")
    night = open_night(settings, DAY)
    assert night.publishers["heronsby"].is_declared is False


def test_a_body_once_met_is_known_after_the_inbox_was_emptied(make: Make) -> None:
    settings = make()
    path = drop(settings, "heronsby/April.csv")
    open_night(settings, DAY)
    path.unlink()
    assert "heronsby" in open_night(settings, DAY).publishers


def test_a_folder_of_any_name_does_not_stop_the_night(make: Make) -> None:
    settings = make()
    drop(settings, "Heronsby District Council (old)/April.csv")
    assert list(open_night(settings, DAY).publishers) == ["heronsby_district_council_old"]


def test_what_we_declare_is_kept_as_a_document_once(make: Make) -> None:
    settings = make()
    for day in (DAY, DAY + dt.timedelta(days=1)):
        night = open_night(settings, day)
    histories = [
        history for history in night.store.histories("spend")
        if history.key.publisher_id == DECLARED
    ]  # fmt: skip
    assert [len(history.pulls) for history in histories] == [1]


def test_a_release_is_of_the_last_night_that_brought_something(make: Make) -> None:
    settings = make()
    open_night(settings, DAY)
    assert open_night(settings, DAY + dt.timedelta(days=1)).as_of().date() == DAY
    drop(settings, "heronsby/April.csv")
    later = DAY + dt.timedelta(days=2)
    assert open_night(settings, later).as_of().date() == later


def test_offline_nobody_is_asked(make: Make) -> None:
    assert ask(open_night(make(offline="1"), DAY)) == 0


def test_a_source_the_area_does_not_name_is_not_asked(make: Make) -> None:
    assert ask(open_night(make(f"{AREA}sources: [spend]\n"), DAY)) == 0


def test_an_area_of_files_only_asks_nobody(make: Make) -> None:
    assert ask(open_night(make(f"{AREA}sources: []\n"), DAY)) == 0


def test_real_publishers_are_not_asked_without_a_contact(make: Make) -> None:
    night = open_night(make(f'{AREA}options: {{nspl: {{"2026-02": "0"}}}}\n'), DAY)
    with pytest.raises(DeclarationError, match="set GOLDENTHREAD_CONTACT"):
        ask(night)


def test_code_that_changed_has_another_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "target" / "clone"
    monkeypatch.setattr("pipelines.night.ROOT", root)
    code = root / "ingest" / "a.py"
    code.parent.mkdir(parents=True)
    digests = set()
    for text in ("a = 1", "a = 2"):
        code.write_text(text, "utf-8")
        digests.add(digest_code(("ingest",)))
    (root / "ingest" / "__pycache__").mkdir()
    (root / "ingest" / "__pycache__" / "a.pyc").write_bytes(b"compiled")
    assert len(digests) == 2
    assert digest_code(("ingest",)) in digests


HOLDING = """
import sys
from pathlib import Path
from pipelines.lock import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_night_on_the_same_data_says_to_wait(make: Make) -> None:
    settings = make()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, settings.data],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(NightRunningError, match="wait for it to end"):
            nightly.run_night(settings, "2026-03-31", Console(quiet=True))


def test_the_night_of_a_process_may_hold_its_folder_twice_and_lets_the_next_one_in(
    make: Make,
) -> None:
    settings = make()
    for _ in range(2):
        with alone(settings.data), alone(settings.data):
            assert (settings.data / "night.lock").exists()


def test_a_run_that_ends_within_a_night_does_not_let_another_in(make: Make) -> None:
    data = make().data
    with alone(data):
        with alone(data):
            pass
        other = subprocess.run(
            [sys.executable, "-c", HOLDING, data], capture_output=True, text=True, check=False
        )
    assert "NightRunningError" in other.stderr


def test_an_invented_place_and_a_real_one_are_never_in_one_release(make: Make) -> None:
    settings = make()
    keep_for(settings.data, "aldermere")
    keep_for(settings.data, "aldermere")
    with pytest.raises(OtherAreaError, match="nights of aldermere, and these are of fenwater"):
        nightly.run_night(settings, "2026-03-31", Console(quiet=True))


def found(settings: Settings, words: str) -> doctor.Finding:
    return next(finding for finding in doctor.examine(settings) if words in finding.what)


def test_the_doctor_finds_nothing_wrong_with_the_invented_county(tmp_path: Path) -> None:
    settings = Settings.from_environment({"GOLDENTHREAD_DATA": str(tmp_path)})
    assert [item for item in doctor.examine(settings) if not item.is_well] == []


def test_the_doctor_misses_a_contact_where_publishers_are_real(make: Make) -> None:
    assert not found(make(), "contact").is_well
    assert found(make(contact="lamps@aldermere.example"), "contact").is_well
    assert found(make(offline="1"), "contact").is_well


def test_the_doctor_names_a_file_of_the_inbox_that_is_in_no_folder(make: Make) -> None:
    settings = make()
    assert found(settings, "inbox").is_well
    drop(settings, "April.csv")
    assert "April.csv" in found(settings, "inbox").advice


def test_the_doctor_names_a_declaration_that_cannot_be_read(make: Make) -> None:
    finding = found(make("title: nothing else\n"), "declarations")
    assert not finding.is_well
    assert "area.yml" in finding.advice


def test_the_doctor_misses_a_document_that_is_gone(make: Make) -> None:
    settings = make()
    open_night(settings, DAY)
    assert found(settings, "raw store").is_well
    store = RawStore(settings.data / "raw")
    (history,) = store.histories("spend")
    sha256 = history.pulls[0].entries[0].sha256
    store.path(sha256).unlink()
    finding = found(settings, "raw store")
    assert not finding.is_well
    assert sha256 in finding.advice
