import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.release import promote
from pipelines.release.errors import ReleaseError

DAY = dt.date(2026, 3, 31)
STEPS = """
import datetime as dt, os, sys
from pathlib import Path
from pipelines.release import promote
folder, stop = Path(sys.argv[1]), int(sys.argv[2])
calls = 0
def dying(real):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == stop:
            os.kill(os.getpid(), 9)
        return real(*args, **kwargs)
    return call
for name in ("rename", "replace", "symlink_to", "unlink", "write_text", "mkdir"):
    setattr(Path, name, dying(getattr(Path, name)))
promote._sync = dying(promote._sync)
releases, current = folder / "releases", folder / "current"
known = promote.find_release(releases, "new")
if known is None:
    building = promote.start_building(releases)
    (building / "table.csv").write_text("new", "utf-8")
    name = promote.next_release_id(releases, dt.date(2026, 3, 31), "new")
    known = promote.finish(building, name, dt.date(2026, 3, 31), "new")
promote.make_current(current, known)
"""


def release(folder: Path, fingerprint: str, day: dt.date = DAY) -> promote.Release:
    releases = folder / "releases"
    name = promote.next_release_id(releases, day, fingerprint)
    building = promote.start_building(releases)
    (building / "table.csv").write_text(fingerprint, "utf-8")
    made = promote.finish(building, name, day, fingerprint)
    promote.make_current(folder / "current", made)
    return made


def test_releases_of_one_day_are_numbered_and_ten_comes_after_nine(tmp_path: Path) -> None:
    for number in range(1, 11):
        release(tmp_path, f"inputs {number}")
    names = [one.release_id for one in promote.list_releases(tmp_path / "releases")]
    assert names[-2:] == ["2026-03-31.9", "2026-03-31.10"]


def test_the_same_fingerprint_keeps_its_name(tmp_path: Path) -> None:
    made = release(tmp_path, "inputs")
    again = promote.next_release_id(tmp_path / "releases", DAY + dt.timedelta(days=1), "inputs")
    assert again == made.release_id


def test_a_release_is_never_replaced(tmp_path: Path) -> None:
    made = release(tmp_path, "inputs")
    building = promote.start_building(tmp_path / "releases")
    with pytest.raises(ReleaseError, match="never replaced"):
        promote.finish(building, made.release_id, DAY, "other")


def test_what_is_still_being_built_is_not_a_release(tmp_path: Path) -> None:
    release(tmp_path, "inputs")
    promote.start_building(tmp_path / "releases")
    (tmp_path / "releases" / "2026-04-01.1").mkdir()
    assert len(promote.list_releases(tmp_path / "releases")) == 1


def test_rollback_goes_one_back_and_forward_again(tmp_path: Path) -> None:
    first, second = release(tmp_path, "one"), release(tmp_path, "two")
    current, releases = tmp_path / "current", tmp_path / "releases"
    assert promote.rollback(current, releases) == first
    assert (current / "table.csv").read_text() == "one"
    assert promote.rollback(current, releases, to=second.release_id) == second
    assert promote.current_release(current) == second


def test_rollback_to_what_is_not_there_changes_nothing_and_names_what_is(tmp_path: Path) -> None:
    first = release(tmp_path, "one")
    for to in (None, "2020-01-01.1"):
        with pytest.raises(ReleaseError, match=first.release_id):
            promote.rollback(tmp_path / "current", tmp_path / "releases", to=to)
    assert promote.current_release(tmp_path / "current") == first


def test_the_seal_notices_a_changed_a_missing_and_an_added_file(tmp_path: Path) -> None:
    made = release(tmp_path, "one")
    assert promote.broken_files(made.path) == []
    (made.path / "table.csv").write_text("two", "utf-8")
    (made.path / "more.csv").write_text("", "utf-8")
    (made.path / "release.json").unlink()
    assert promote.broken_files(made.path) == ["more.csv", "release.json", "table.csv"]


def test_a_reader_keeps_what_it_opened_while_the_link_moves(tmp_path: Path) -> None:
    release(tmp_path, "one")
    with (tmp_path / "current" / "table.csv").open() as reading:
        release(tmp_path, "two")
        assert reading.read() == "one"
    assert (tmp_path / "current" / "table.csv").read_text() == "two"


def test_the_data_folder_can_be_moved_as_a_whole(tmp_path: Path) -> None:
    release(tmp_path / "here", "one")
    (tmp_path / "here").rename(tmp_path / "there")
    assert (tmp_path / "there" / "current" / "table.csv").read_text() == "one"


@pytest.mark.parametrize("stop", range(1, 16))
def test_killed_at_any_step_readers_have_a_whole_release_and_the_next_run_ends_the_same(
    tmp_path: Path, stop: int
) -> None:
    release(tmp_path, "old")

    def run(stop: int) -> int:
        command = [sys.executable, "-c", STEPS, str(tmp_path), str(stop)]
        path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        return subprocess.run(command, env=path, check=False).returncode

    killed = run(stop)
    between = promote.current_release(tmp_path / "current")
    assert between is not None
    assert promote.broken_files(between.path) == []
    assert killed in (0, -9)
    assert run(0) == 0
    after = promote.current_release(tmp_path / "current")
    assert after is not None
    assert (after.release_id, after.fingerprint) == ("2026-03-31.2", "new")
    assert promote.broken_files(after.path) == []
    assert len(promote.list_releases(tmp_path / "releases")) == 2


def test_a_release_that_was_rolled_back_stays_so_and_the_one_before_it_does_not(
    tmp_path: Path,
) -> None:
    older, newer = release(tmp_path, "old inputs"), release(tmp_path, "new inputs")

    promote.rollback(tmp_path / "current", tmp_path / "releases")

    assert promote.is_rolled_back(tmp_path / "releases", newer.release_id)
    assert not promote.is_rolled_back(tmp_path / "releases", older.release_id)
