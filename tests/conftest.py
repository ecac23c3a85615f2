"""What every test has: no network, the invented fixtures, and the real files where they are."""

import shutil
import socket
from pathlib import Path

import duckdb
import pytest

from tests.integration.night import EVERYTHING, SECOND_DAY, Run, goldenthread, once
from tests.integration.told import tell
from tests.network import GUARD

TESTS = Path(__file__).parent
REAL_DATA = TESTS.parents[1] / "shared" / "data"


def pytest_configure(config: pytest.Config) -> None:
    """Put the guard up before anything is collected."""
    config.addinivalue_line("markers", "loopback: a unit test that may connect to this machine")
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, GUARD.wrap(getattr(socket.socket, name)))
    patch.setattr(socket, "getaddrinfo", GUARD.wrap_lookup(socket.getaddrinfo))
    config.add_cleanup(patch.undo)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Unit tests speak to nobody; the others to this machine only."""
    is_unit = item.path.is_relative_to(TESTS / "unit")
    GUARD.loopback = not is_unit or item.get_closest_marker("loopback") is not None


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """Return the folder of invented documents: one folder a source."""
    return TESTS / "fixtures"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real files, or skip the test and say so."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"NOT TESTED on real files: there are none in {REAL_DATA}")
    return REAL_DATA


@pytest.fixture(scope="session")
def first_run() -> Run:
    """The first night of the invented county, run once for every test that looks at it.

    Somebody has put a list into the inbox before.
    """

    def night(data: Path) -> Run:
        inbox = data.parent / "inbox" / "lists_by_hand"
        shutil.copytree(TESTS / "fixtures" / "lists_by_hand", inbox)
        return goldenthread(data, ["nightly"])

    return once("first", night)


@pytest.fixture(scope="session")
def night_one(first_run: Run) -> Path:
    """The data folder after the first night. Tests that change it work on a copy."""
    assert first_run.code == 0, first_run.screen
    return first_run.data


@pytest.fixture(scope="session")
def truth_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is true of the invented county, told once for every test that compares with it."""
    return tell(tmp_path_factory.mktemp("truth"))


@pytest.fixture(scope="session")
def second_run(first_run: Run) -> Run:
    """The second night after the first, with a reader at the database all the while."""

    def night(data: Path) -> Run:
        shutil.copytree(first_run.data, data, symlinks=True)
        with duckdb.connect(str(data / "current" / "goldenthread.duckdb"), read_only=True) as held:
            before = held.execute(EVERYTHING).fetchall()
            run = goldenthread(data, ["nightly", "--day", SECOND_DAY])
            assert held.execute(EVERYTHING).fetchall() == before, "the reader saw the night"
        return run

    assert first_run.code == 0, first_run.screen
    return once("second", night)
