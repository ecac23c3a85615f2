"""Running the real command, as a person would, in a folder of the test's own."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from filelock import FileLock

from pipelines.night import digest_code
from tests.dbt_runs import BRIEF

ROOT = Path(__file__).resolve().parents[2]
GOLDENTHREAD = Path(sys.executable).with_name("goldenthread")
KEPT = ROOT / ".pytest_cache" / "nights"
MADE_FROM = ("areas", "dbt_project", "expectations", "ingest", "pipelines", "replay",
             "tests/fixtures/lists_by_hand")  # fmt: skip
MADE_BY = ("requirements.lock", "tests/conftest.py", "tests/integration/night.py")
MOST_KEPT = 2
"""Nights of so many states of the code are kept: half a gigabyte each."""
SESSION = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))


SECOND_DAY = "2026-04-01"
EVERYTHING = "select count(*), sum(amount_gbp) from fct_payments"


@dataclass(frozen=True, slots=True)
class Run:
    """A command that has ended: where its data is, and everything it printed."""

    data: Path
    code: int
    screen: str


def environment(data: Path, **settings: str) -> dict[str, str]:
    """Return the environment of a night whose data and inbox are its own."""
    clean = {name: value for name, value in os.environ.items() if "GOLDENTHREAD" not in name}
    return {
        **clean,
        **BRIEF,
        "GOLDENTHREAD_DATA": str(data),
        "GOLDENTHREAD_INBOX": str(data.parent / "inbox"),
        "COLUMNS": "200",
        **settings,
    }


def goldenthread(data: Path, arguments: Sequence[str], **settings: str) -> Run:
    """Run ``goldenthread`` to its end."""
    ended = subprocess.run(
        [GOLDENTHREAD, *arguments],
        env=environment(data, **settings),
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Run(data, ended.returncode, ended.stdout)


def once(name: str, night: Callable[[Path], Run]) -> Run:
    """Run a night once for every test that looks at it, however many processes test.

    It is kept for the sessions that come while the code stays as it is: Spark is asked about the
    night that all other tests looked at. One that failed is run again by the next session.
    """
    kept = KEPT / state_of_code()
    folder, record = kept / name, kept / f"{name}.json"
    kept.mkdir(parents=True, exist_ok=True)
    with FileLock(kept / f"{name}.lock"):
        said = json.loads(record.read_text("utf-8")) if record.exists() else {}
        if not said or (said["code"] != 0 and said["session"] != SESSION):
            _forget_all_but_the_newest()
            shutil.rmtree(folder, ignore_errors=True)
            run = night(folder / "data")
            said = {"code": run.code, "screen": run.screen, "session": SESSION}
            record.write_text(json.dumps(said), "utf-8")
    return Run(folder / "data", said["code"], said["screen"])


@cache
def state_of_code() -> str:
    """Return one word for all that a night is made from, the packages it needs among it."""
    digest = hashlib.sha256(digest_code(MADE_FROM).encode())
    for name in MADE_BY:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:16]


def _forget_all_but_the_newest() -> None:
    folders = sorted(KEPT.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in folders[MOST_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def release_bytes(data: Path) -> dict[str, bytes]:
    """Return every file of the current release, by its name below the release."""
    release = (data / "current").resolve()
    return {
        path.relative_to(release).as_posix(): path.read_bytes()
        for path in sorted(release.rglob("*"))
        if path.is_file()
    }


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of the files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
