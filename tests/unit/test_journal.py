"""An answer is on disk before the next is asked for; half a line was never an answer."""

from pathlib import Path

import pytest

from ingest.journal import Journal
from ingest.rawstore import Entry

FIRST = Entry("https://lamps.example", (("page", "1"),), "lamps", "received", sha256="a" * 64)
SECOND = Entry("https://lamps.example", (("page", "2"),), "lampé\r\n", "no_publication")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal" / "lamps" / "aldermere__2026-02.jsonl"


def write(path: Path, *entries: Entry) -> None:
    journal = Journal(path)
    for entry in entries:
        journal.add(entry)
    journal.close()


def test_what_was_added_is_there_when_it_is_opened_again(path: Path) -> None:
    write(path, FIRST, SECOND)

    assert Journal(path).entries == (FIRST, SECOND)


def test_an_answer_is_on_disk_though_the_journal_was_never_closed(path: Path) -> None:
    journal = Journal(path)
    journal.add(FIRST)

    assert Journal(path).entries == (FIRST,)
    journal.close()


def test_a_journal_that_was_never_written_is_empty_and_makes_no_file(path: Path) -> None:
    journal = Journal(path)

    assert journal.entries == ()
    journal.discard()
    assert not path.parent.exists()


@pytest.mark.parametrize("lost", range(1, 40, 3))
def test_a_line_cut_off_by_a_crash_is_forgotten_and_written_over(path: Path, lost: int) -> None:
    write(path, FIRST, SECOND)
    whole = path.read_bytes()
    path.write_bytes(whole[:-lost])

    assert Journal(path).entries == (FIRST,)
    write(path, SECOND)
    assert path.read_bytes() == whole


def test_nothing_behind_a_line_that_makes_no_sense_is_believed(path: Path) -> None:
    write(path, FIRST, SECOND)
    first, second = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + b"\0\0\0\n" + second)

    assert Journal(path).entries == (FIRST,)


def test_a_journal_goes_when_its_pull_stands(path: Path) -> None:
    journal = Journal(path)
    journal.add(FIRST)
    journal.discard()

    assert not path.exists()
    assert Journal(path).entries == ()
