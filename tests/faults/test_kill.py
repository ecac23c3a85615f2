"""A night killed at any moment leaves a whole release, and the next run ends as if undisturbed.

`make test` kills one night at two of the moments, the second when it is taken up again;
`make faults` tries each of the twenty alone.
"""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from pipelines.release.promote import broken_files, current_release
from tests.integration.night import (
    GOLDENTHREAD,
    ROOT,
    SECOND_DAY,
    Run,
    differing,
    environment,
    goldenthread,
    release_bytes,
)

pytestmark = pytest.mark.faults


class Moment(NamedTuple):
    """So many seconds after the first line of progress that matches."""

    stage: str
    after: str
    seconds: float


MOMENTS = (
    Moment("warehouse", r"building the warehouse", 6.0),
    Moment("release", r"writing the database", 0.1),
    Moment("gate 2", r"gate 2", 0.3),
    Moment("asking", r"local_authorities: \d+ requests", 0.0),
    Moment("landing", r"spend: \d+ requests, ", 0.3),
    Moment("start", r"Golden Thread", 0.0),
    Moment("start", r"Golden Thread", 2.0),
    Moment("asking", r"companies_house: \d+ requests", 0.05),
    Moment("asking", r"find_a_tender: \d+ requests", 0.0),
    Moment("asking", r"find_a_tender: \d+ deliveries landed", 0.2),
    Moment("asking", r"spend: 100 requests", 0.1),
    Moment("landing", r"nspl: \d+ requests", 0.2),
    Moment("landing", r"companies_house: \d+ requests", 0.4),
    Moment("landing", r"spend: \d+ deliveries landed", 0.0),
    Moment("warehouse", r"building the warehouse", 1.0),
    Moment("warehouse", r"building the warehouse", 12.0),
    Moment("warehouse", r"the warehouse is built", 0.0),
    Moment("release", r"writing \d+ tables", 0.05),
    Moment("release", r"drawing the page", 0.1),
    Moment("release", r"is published", 0.0),
)


ALONE = MOMENTS[: int(os.environ.get("MOMENTS", "0"))]


@pytest.mark.parametrize("moments", [(one,) for one in ALONE] or [MOMENTS[:2]], ids=str)
def test_a_killed_night_leaves_a_whole_release_and_ends_the_same_when_taken_up_again(
    moments: Sequence[Moment],
    night_one: Path,
    second_run: Run,
    tmp_path: Path,
) -> None:
    data = copy_of(night_one, tmp_path)

    for moment in moments:
        kill_at(moment, data)

        release = current_release(data / "current")
        assert release is not None
        assert broken_files(release.path) == []
        database = str(data / "current" / "goldenthread.duckdb")
        with duckdb.connect(database, read_only=True) as connection:
            assert connection.execute("select count(*) from fct_payments").fetchall()[0][0] > 0
    again = goldenthread(data, ["nightly", "--day", SECOND_DAY])
    assert again.code == 0, again.screen
    assert differing(release_bytes(data), release_bytes(second_run.data)) == []


def copy_of(data: Path, folder: Path) -> Path:
    """Return a copy of a data folder, links kept."""
    target = folder / "data"
    shutil.copytree(data, target, symlinks=True)
    return target


def kill_at(moment: Moment, data: Path) -> None:
    """Run a night and end it, and all it started, with no chance to tidy up."""
    with subprocess.Popen(
        [GOLDENTHREAD, "nightly", "--day", SECOND_DAY],
        env=environment(data, PYTHONUNBUFFERED="1"),
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as night:
        assert night.stdout is not None
        seen = []
        for line in night.stdout:
            seen.append(line)
            if re.search(moment.after, line):
                time.sleep(moment.seconds)
                os.killpg(night.pid, signal.SIGKILL)
                break
        else:
            pytest.fail(f"no line of progress matched {moment.after!r}:\n{''.join(seen)}")
