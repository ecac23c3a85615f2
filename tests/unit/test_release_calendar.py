"""The calendars of a release, read by a library and by the letter of the standard."""

import csv
import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from pipelines.release.build import build_release
from pipelines.release.calendar import FOLDER, calendar, events_of, write_calendars
from tests.unit.tiny_release import make_inputs

NIGHT = dt.datetime(2026, 3, 31, 2, 0, tzinfo=dt.UTC)
AGREEMENT = {
    "row_key": "0" * 32,
    "is_framework": False,
    "title": "Window cleaning",
    "buyer_name": "Aldermere County Council",
    "incumbent_names": "Alpha Ltd, Zeta Ltd",
    "value_gbp": Decimal("1234567.8900"),
    "value_kind": "contract",
    "vat_basis": "net",
    "end_date": dt.date(2027, 3, 31),
    "latest_end_date": dt.date(2029, 3, 31),
    "mark_18_months_date": dt.date(2025, 9, 30),
    "mark_12_months_date": dt.date(2026, 3, 31),
    "mark_6_months_date": dt.date(2026, 9, 30),
    "mark_3_months_date": dt.date(2026, 12, 31),
    "latest_mark_18_months_date": dt.date(2027, 9, 30),
    "latest_mark_12_months_date": dt.date(2028, 3, 31),
    "latest_mark_6_months_date": dt.date(2028, 9, 30),
    "latest_mark_3_months_date": dt.date(2028, 12, 31),
    "has_options": True,
    "notices_seen_count": 1,
    "notices_seen_confidence": "high",
    "next_step": "planned",
    "next_notice_url": "https://example.org/next",
    "notice_url": "https://example.org/notice/1",
}
NO_LATEST = {f"latest_mark_{months}_months_date": None for months in (18, 12, 6, 3)}
NO_MARKS = {f"mark_{months}_months_date": None for months in (18, 12, 6, 3)}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    inputs = make_inputs(tmp_path_factory.mktemp("night"))
    return build_release(inputs, lambda _message: None).release.path


def read(content: bytes) -> list[Any]:
    """Return the events of a calendar as the library reads them."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


def events(**changes: Any) -> list[Any]:
    """Return the events of an agreement with something changed, written and read again."""
    made = (event.to_ical() for event in events_of({**AGREEMENT, **changes}, NIGHT))
    return read(calendar("Contracts", made))


def plain(content: bytes) -> list[tuple[str, dict[str, str], str]]:
    """Read lines as RFC 5545 section 3.1 has them: name, parameters and raw value."""
    lines = content.decode("utf-8").removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    parts = [re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^;:]+)*):(.*)", line) for line in lines]
    assert all(parts), "a line is no content line"
    return [
        (part[1], dict(one.split("=") for one in part[2].split(";")[1:]), part[3])
        for part in parts
        if part
    ]


def test_every_line_of_every_calendar_is_one_by_the_standard(release: Path) -> None:
    files = sorted((release / FOLDER).glob("*.ics"))
    assert len(files) > 5
    for file in files:
        content = file.read_bytes()
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
        assert max(len(line) for line in content.split(b"\r\n")) <= 75
        for line in content.split(b"\r\n"):
            line.decode("utf-8")
        names = [name for name, _, _ in plain(content)]
        assert names[0] == "BEGIN"
        for must in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            assert names.count(must) == names.count("TRANSP") > 0


def test_a_library_reads_what_a_reader_by_the_letter_reads(release: Path) -> None:
    for file in (release / FOLDER).glob("*.ics"):
        raw = plain(file.read_bytes())
        found = read(file.read_bytes())
        days = [(p, value) for name, p, value in raw if name == "DTSTART"]
        assert all(parameters == {"VALUE": "DATE"} for parameters, _ in days)
        assert [value for _, value in days] == [f"{one.start:%Y%m%d}" for one in found]
        unescaped = [re.sub(r"\\(.)", r"\1", value) for name, _, value in raw if name == "SUMMARY"]
        assert unescaped == [str(one["summary"]) for one in found]


def test_one_file_holds_what_the_files_of_all_buyers_hold(release: Path) -> None:
    everybody = read((release / FOLDER / "all.ics").read_bytes())
    with (release / FOLDER / "buyers.csv").open(encoding="utf-8", newline="") as file:
        buyers = list(csv.DictReader(file))
    found = [
        one for buyer in buyers for one in read((release / FOLDER / buyer["file"]).read_bytes())
    ]
    assert sorted(str(one["uid"]) for one in found) == sorted(str(o["uid"]) for o in everybody)
    assert len({str(one["uid"]) for one in everybody}) == len(everybody)
    assert sum(int(buyer["events"]) for buyer in buyers) == len(everybody)


def test_only_what_is_still_to_come_is_an_event() -> None:
    found = events()
    assert [(one.start, str(one["summary"]).partition(":")[0]) for one in found] == [
        (dt.date(2026, 9, 30), "6 months left"),
        (dt.date(2026, 12, 31), "3 months left"),
        (dt.date(2027, 3, 31), "Ends"),
        (dt.date(2027, 9, 30), "18 months left if every option is taken"),
        (dt.date(2028, 3, 31), "12 months left if every option is taken"),
        (dt.date(2028, 9, 30), "6 months left if every option is taken"),
        (dt.date(2028, 12, 31), "3 months left if every option is taken"),
        (dt.date(2029, 3, 31), "Ends if every option is taken"),
    ]


def test_an_end_that_cannot_be_used_is_no_event() -> None:
    assert events(**NO_MARKS, **NO_LATEST) == []
    only_latest = events(**NO_MARKS, end_date=dt.date(2099, 12, 31))
    assert {str(one["summary"]).partition(" if")[1] for one in only_latest} == {" if"}


def test_an_event_says_what_a_reader_needs_and_where_it_is_from() -> None:
    event = events()[0]
    assert str(event["uid"]) == f"{'0' * 32}-6-months@golden-thread"
    assert event["dtstamp"].dt == NIGHT
    assert str(event["url"]) == "https://example.org/notice/1"
    told = str(event["description"])
    assert "Now with: Alpha Ltd, Zeta Ltd." in told
    assert "Value: £1,234,567.89, contract, without VAT." in told
    assert "Ends: 31 March 2027; with every option taken: 31 March 2029." in told
    assert "planned (confidence: high), https://example.org/next" in told


def test_an_end_with_every_option_is_told_only_where_it_is_stated() -> None:
    told = str(events(**NO_LATEST)[0]["description"])
    assert "Ends: 31 March 2027; it can be extended, and until when is not stated." in told
    for has_options in (False, None):
        told = str(events(**NO_LATEST, has_options=has_options)[0]["description"])
        assert "Ends: 31 March 2027.\n" in told


def test_what_nobody_stated_is_said_not_to_be() -> None:
    told = str(
        events(
            title=None, buyer_name=None, incumbent_names=None, value_gbp=None,
            notices_seen_count=0, notice_url="javascript:alert(1)",
        )[0]["description"]
    )  # fmt: skip
    assert "Buyer: not stated." in told
    assert "Now with: nobody named." in told
    assert "Value: not stated." in told
    assert "Seen of what may come next: nothing." in told
    assert "url" not in events(notice_url="javascript:alert(1)")[0]


def test_a_framework_is_not_called_a_contract() -> None:
    event = events(is_framework=True)[0]
    assert [str(one) for one in event["categories"].cats] == ["Framework"]
    assert "A framework is no contract" in str(event["description"])


@pytest.mark.parametrize(
    "title",
    [
        'Cleaning; waste, \\and\\ more: "all" of it',
        "ends\r\nEND:VEVENT\r\nEND:VCALENDAR",
        "bell \x07, separator \u2028, next line \x85",
        "Glanhau ffenestri: " + "ŵ" * 200,
        "🪟" * 60,
    ],
)
def test_no_title_can_break_a_calendar(title: str) -> None:
    made = b"".join(event.to_ical() for event in events_of({**AGREEMENT, "title": title}, NIGHT))
    content = calendar(title, [made])
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert len(read(content)) == 8
    assert sum(name == "END" for name, _, _ in plain(content)) == 9
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", content)


def test_the_same_release_gives_the_same_bytes(release: Path, tmp_path: Path) -> None:
    (tmp_path / "goldenthread.duckdb").symlink_to(release / "goldenthread.duckdb")
    written = write_calendars(tmp_path, NIGHT, is_invented=False)
    assert written == sorted(written)
    for file in written:
        assert file.read_bytes() == (release / FOLDER / file.name).read_bytes()


def test_nobody_is_told_of_a_calendar_without_an_event(tmp_path: Path, release: Path) -> None:
    (tmp_path / "goldenthread.duckdb").symlink_to(release / "goldenthread.duckdb")
    later = dt.datetime(2090, 1, 1, tzinfo=dt.UTC)
    written = write_calendars(tmp_path, later, is_invented=False)
    assert [file.name for file in written] == ["buyers.csv"]


def test_a_calendar_of_an_invented_place_says_so_and_leads_to_no_notice(
    tmp_path: Path, release: Path
) -> None:
    (tmp_path / "goldenthread.duckdb").symlink_to(release / "goldenthread.duckdb")
    for file in write_calendars(tmp_path, NIGHT, is_invented=True):
        real = (release / FOLDER / file.name).read_bytes()
        assert b"http" not in file.read_bytes().replace(b"\r\n ", b"")
        if file.suffix == ".ics":
            assert b"https://example.org/notice/" in real.replace(b"\r\n ", b"")
            assert str(Calendar.from_ical(file.read_bytes())["name"]).startswith("Invented: ")
            assert len(read(file.read_bytes())) == len(read(real))
