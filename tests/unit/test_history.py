"""What Dagster records of a run is kept quickly, and is there for whoever opens its pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.event_log import SqliteEventLogStorage

from pipelines.history import MOST_OPEN, Events, Runs
from pipelines.settings import ROOT


@dg.asset
def lantern() -> None: ...


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(ROOT / "dagster.yaml", tmp_path)
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def instance(home: Path) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.get() as found:
        yield found


def test_a_night_is_recorded_through_databases_that_stay_open(
    instance: dg.DagsterInstance,
) -> None:
    assert isinstance(instance.event_log_storage, Events)
    assert isinstance(instance.run_storage, Runs)


def test_dagsters_own_reader_finds_what_was_recorded_while_it_is_still_open(
    instance: dg.DagsterInstance, home: Path
) -> None:
    run_id = dg.materialize([lantern], instance=instance).run_id
    plain = SqliteEventLogStorage(str(home / "history" / "runs"))
    assert plain.get_logs_for_run(run_id) == instance.all_logs(run_id)
    assert "lantern" in {entry.step_key for entry in plain.get_logs_for_run(run_id)}


def test_a_run_recorded_by_dagster_itself_is_read(home: Path) -> None:
    settings = (home / "dagster.yaml").read_text("utf-8")
    (home / "dagster.yaml").write_text("telemetry: {enabled: false}\n", "utf-8")
    with dg.DagsterInstance.get() as plain:
        run_id = dg.materialize([lantern], instance=plain).run_id
    (home / "dagster.yaml").write_text(settings, "utf-8")
    with dg.DagsterInstance.get() as ours:
        assert [run.run_id for run in ours.get_runs()] == [run_id]
        assert ours.all_logs(run_id)


def test_however_many_runs_are_looked_at_few_files_stay_open(
    instance: dg.DagsterInstance,
) -> None:
    runs = [dg.materialize([lantern], instance=instance).run_id for _ in range(MOST_OPEN + 2)]
    events = instance.event_log_storage
    assert isinstance(events, Events)
    assert all(instance.all_logs(run_id) for run_id in runs)
    assert len(events.open_databases()) == MOST_OPEN
    events.dispose()
    assert not events.open_databases()


def test_what_is_wiped_is_gone_and_the_next_run_is_recorded_anew(
    instance: dg.DagsterInstance,
) -> None:
    gone = dg.materialize([lantern], instance=instance).run_id
    instance.wipe()
    assert not instance.all_logs(gone)
    assert instance.all_logs(dg.materialize([lantern], instance=instance).run_id)
