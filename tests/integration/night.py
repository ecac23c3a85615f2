"""Running the real command, as a person would, in a folder of the test's own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
GOLDENTHREAD = Path(sys.executable).with_name("goldenthread")


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


def once(factory: pytest.TempPathFactory, name: str, night: Callable[[Path], Run]) -> Run:
    """Run a night once for the whole session, however many processes test in it."""
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    record = root / f"{name}.json"
    with FileLock(record.with_suffix(".lock")):
        if not record.exists():
            run = night(root / name / "data")
            record.write_text(json.dumps({"code": run.code, "screen": run.screen}), "utf-8")
        kept = json.loads(record.read_text("utf-8"))
    return Run(root / name / "data", kept["code"], kept["screen"])


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
