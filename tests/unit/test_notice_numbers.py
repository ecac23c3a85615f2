"""What a service's sequence lacks is known, asked for in turn, and written down."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.errors import DeclarationError, NotPublishedError
from ingest.fetch import fetch
from ingest.known import held_notices, what_was_tried, with_what_is_known
from ingest.lake import NOTICE_NUMBERS, Lake
from ingest.ledger import write_ledger
from ingest.model import Context, DeliveryKey, Lacking, Request, Tried, Window
from ingest.ocds.numbers import Missing, is_due, missing_numbers
from ingest.rawstore import Entry, History, Pull, RawStore
from ingest.registry import load_spec
from ingest.sources import find_a_tender
from ingest.sources.find_a_tender import gaps
from tests.fakes import FakeHttp

SOURCE = "find_a_tender"
FIRST = dt.date(2025, 1, 1)
NIGHT = dt.datetime(2025, 7, 1, 2, tzinfo=dt.UTC)
DAY = dt.date(2025, 3, 3)
SPEC = load_spec(SOURCE)
WINDOW = DeliveryKey(SOURCE, SOURCE, "2025-01-01--2025-06-30")
BLOCK = DeliveryKey(SOURCE, SOURCE, "2025 numbers 000000--000999")


def numbers(*several: int, year: int = 2025, day: dt.date = DAY) -> dict[str, dt.date]:
    return {f"{number:06d}-{year}": day for number in several}


def ids(missing: Mapping[str, dt.date], first: dt.date = FIRST, night: dt.date = DAY) -> list[str]:
    return [number.notice_id for number in missing_numbers(missing, first, night)]


def knows(
    held: Mapping[str, dt.date],
    tried: Mapping[str, Tried] | None = None,
    *,
    had: bool = True,
    option: str = "5",
    night: dt.datetime = NIGHT,
) -> Context:
    """What is known when a window was had, these are held, and those were asked for."""
    return Context(
        SPEC.model_copy(update={"window_days": 181}),
        Window(FIRST, dt.date(2025, 6, 30), night),
        options={"numbers_a_night": option},
        asked={WINDOW: night} if had else {},
        held=held,
        tried={BLOCK: tried or {}},
    )


def answer(outcome: str, days_ago: int, times: int = 1) -> Tried:
    night = NIGHT - dt.timedelta(days=days_ago)
    url = f"{SPEC.base_url}/ocdsReleasePackages/x"
    return Tried(outcome, night, times, url, "")  # type: ignore[arg-type]


def asked(context: Context) -> list[str]:
    return [request.name for request in gaps.plan(context)]


def test_what_is_missing_stands_between_what_is_held() -> None:
    assert ids(numbers(1, 2, 5)) == ["000003-2025", "000004-2025"]


def test_the_first_numbers_of_a_year_are_missing_where_its_first_day_was_asked_for() -> None:
    assert ids(numbers(3, 4)) == ["000001-2025", "000002-2025"]
    assert ids(numbers(3, 4), first=dt.date(2025, 1, 2)) == []


def test_above_the_highest_number_only_a_closed_year_can_lack_any() -> None:
    held = numbers(1, 2, year=2024, day=dt.date(2024, 12, 30))

    assert ids(held, night=dt.date(2025, 1, 6)) == []
    beyond = list(missing_numbers(held, FIRST, dt.date(2025, 1, 7)))
    assert [one.notice_id for one in beyond] == [f"{n:06d}-2024" for n in range(3, 13)]
    assert all(one.is_above_highest for one in beyond)


def test_where_the_count_jumps_only_the_ends_of_the_jump_are_missing() -> None:
    missing = ids(numbers(1, 90_001))

    assert missing == [f"{n:06d}-2025" for n in (*range(2, 12), *range(89_991, 90_001))]
    assert ids(numbers(1, 1002)) == [f"{n:06d}-2025" for n in range(2, 1002)]


def test_each_year_counts_for_itself_and_other_ids_are_no_numbers() -> None:
    held = numbers(1, 3) | numbers(1, 2, year=2024) | {"ocds-1": DAY, "12345-2025": DAY}
    assert ids(held, night=dt.date(2024, 12, 1)) == ["000002-2025"]


def test_a_number_was_given_out_between_the_days_of_its_neighbours() -> None:
    held = {f"{n:06d}-2025": dt.date(2025, 3, n) for n in range(1, 12) if n != 6}

    (missing,) = missing_numbers(held, FIRST, DAY)

    assert missing == Missing(2025, 6, dt.date(2025, 3, 3), dt.date(2025, 3, 9))


def test_a_neighbour_that_was_edited_or_continues_an_old_process_does_not_mislead() -> None:
    held = numbers(*range(1, 6), *range(7, 12))
    held |= {"000005-2025": dt.date(2024, 5, 1), "000007-2025": dt.date(2025, 12, 1)}

    (missing,) = missing_numbers(held, FIRST, DAY)

    assert (missing.day_from, missing.day_to) == (DAY, DAY)


@pytest.mark.parametrize(
    ("tried", "due"),
    [
        (None, True),
        (answer("failed", 1), True),
        (answer("received", 300), False),
        (answer("no_publication", 6), False),
        (answer("no_publication", 7), True),
        (answer("empty", 7), True),
        (answer("empty", 22, times=2), False),
        (answer("no_publication", 23, times=2), True),
        (answer("no_publication", 300, times=3), False),
    ],
)
def test_a_number_is_asked_until_it_is_answered_and_nothing_again_twice(
    tried: Tried | None, due: bool
) -> None:
    assert is_due(tried, NIGHT.date()) is due


def test_missing_numbers_are_asked_in_blocks_by_their_own_address() -> None:
    requests = list(gaps.plan(knows(numbers(1, 3))))

    assert requests == [
        Request(
            f"{SPEC.base_url}/ocdsReleasePackages/000002-2025",
            delivery=BLOCK,
            name="000002-2025",
            is_probe=True,
        )
    ]
    assert gaps.block_of(SOURCE, "011999-2025").period == "2025 numbers 011000--011999"


def test_a_number_whose_windows_were_not_had_is_unknown_and_not_asked() -> None:
    assert asked(knows(numbers(1, 3), had=False)) == []
    assert list(gaps.lacking(knows(numbers(1, 3), had=False))) == []


def test_a_number_that_may_still_come_is_in_the_ledger_and_not_asked() -> None:
    context = knows(numbers(1, 3, day=dt.date(2025, 6, 25)))

    assert asked(context) == []
    assert [(one.notice_id, one.status) for one in gaps.lacking(context)] == [
        ("000002-2025", "not_asked")
    ]


def test_a_night_asks_for_no_more_numbers_than_it_may_and_the_next_goes_on() -> None:
    held = numbers(1, 12)
    assert asked(knows(held, option="2")) == ["000002-2025", "000003-2025"]
    tonight = {f"{n:06d}-2025": answer("empty", 0) for n in (2, 3)}
    assert asked(knows(held, tonight, option="2")) == []
    yesterday = {f"{n:06d}-2025": answer("empty", 1) for n in (2, 3)}
    assert asked(knows(held, yesterday, option="2")) == [f"{n:06d}-2025" for n in (2, 3, 4, 5)]


def test_a_backfill_asks_for_all_of_them() -> None:
    context = knows(numbers(1, 1002), option="2")
    backfill = replace(context, backfill=(FIRST, dt.date(2025, 6, 30)))
    assert len(asked(backfill)) == 1000


def test_a_cap_that_is_no_number_is_refused() -> None:
    with pytest.raises(DeclarationError, match="numbers_a_night"):
        asked(knows(numbers(1, 3), option="many"))


def test_a_block_asked_again_holds_what_it_held_and_asks_for_what_is_due_alone() -> None:
    tried = {"000002-2025": answer("received", 30), "000004-2025": answer("empty", 3)}
    context = knows(numbers(1, 2, 3, 6), tried)

    requests = list(gaps.plan(context))

    assert [request.name for request in requests] == [
        "000002-2025", "000004-2025", "000005-2025",
    ]  # fmt: skip
    settled = find_a_tender.build().settled
    assert [settled(context, request, NIGHT) for request in requests] == [True, True, False]


def test_the_ledger_says_of_each_number_what_came_of_asking() -> None:
    tried = {
        "000002-2025": answer("received", 30),
        "000004-2025": answer("empty", 3),
        "000005-2025": answer("no_publication", 3),
        "000006-2025": answer("failed", 1),
        "000007-2025": answer("received", 1),
    }
    context = knows(numbers(1, 2, 3, 9), tried)

    said = {one.notice_id[:6]: one.status for one in gaps.lacking(context)}

    assert said == {
        "000002": "recovered", "000004": "empty", "000005": "no_publication", "000006": "failed",
        "000007": "not_landed", "000008": "not_asked",
    }  # fmt: skip


def land_releases(lake: Lake, name: str, held: Mapping[str, str]) -> None:
    path = lake.landed / SOURCE / "releases" / f"{name}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = {"release_id": list(held), "published_at": list(held.values())}
    pq.write_table(pa.table(columns), path)


def test_what_is_held_is_dated_by_its_earliest_release(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    assert held_notices(lake, SOURCE) == {}
    land_releases(lake, "one", {"000001-2025": "2025-03-04T10:00:00Z", "000002-2025": "soon"})
    land_releases(lake, "two", {"000001-2025": "2025-03-03T10:00:00Z"})
    assert held_notices(lake, SOURCE) == {"000001-2025": DAY}


def test_what_was_tried_is_what_came_of_it_last() -> None:
    def entry(outcome: str, night: dt.datetime, kept: bool = True) -> Entry:
        return Entry("u", (), "000002-2025", outcome, kept=kept,  # type: ignore[arg-type]
                     night=night.isoformat(), times=2)  # fmt: skip

    later = NIGHT + dt.timedelta(days=7)
    pulls = tuple(
        Pull(night.isoformat(), (entry(outcome, night, kept),))
        for outcome, night, kept in (("failed", NIGHT, True), ("received", later, False))
    )
    tried = what_was_tried(History(BLOCK, pulls))
    assert tried == {"000002-2025": Tried("empty", later, 2, "u", "")}


def test_a_lost_notice_is_recovered_and_the_ledger_is_right_about_the_others(
    tmp_path: Path,
) -> None:
    store, lake = RawStore(tmp_path / "raw"), Lake(tmp_path)
    land_releases(lake, "held", dict.fromkeys(numbers(1, 5), "2025-03-03T10:00:00Z"))
    connector = find_a_tender.build()
    store.record(WINDOW, Pull(NIGHT.isoformat(), (Entry("w", (), "", "received"),)))
    base = replace(knows({}), held={}, asked={}, tried={})

    def answers(request: Request) -> bytes:
        if request.params:
            return json.dumps({"releases": []}).encode()
        number = int(request.name[:6])
        if number == 2:
            raise NotPublishedError("404")
        found = [{"ocid": "o", "id": request.name}] if number == 4 else []
        return json.dumps({"uri": request.name, "releases": found}).encode()

    known = with_what_is_known(base, connector, store, lake)
    asked = fetch(connector, known, FakeHttp(answers), store)  # type: ignore[arg-type]
    assert asked.requests == 3
    assert [document.request.name for document in store.documents(
        BLOCK, store.history(BLOCK).pulls[-1])] == ["000004-2025"]  # fmt: skip
    land_releases(lake, "block", {"000004-2025": "2025-03-03T11:00:00Z"})

    assert write_ledger(connector, base, store, lake) == 3
    (path,) = (lake.landed / "completeness" / NOTICE_NUMBERS).iterdir()
    rows = pq.read_table(path).to_pylist()
    assert [(row["notice_id"], row["status"], row["times_asked"]) for row in rows] == [
        ("000002-2025", "no_publication", "1"),
        ("000003-2025", "empty", "1"),
        ("000004-2025", "recovered", "1"),
    ]
    assert {row["asked_at"] for row in rows} == {NIGHT.isoformat()}
    written = path.read_bytes(), path.stat().st_mtime_ns
    write_ledger(connector, base, store, lake)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == written


def test_a_source_that_counts_nothing_has_no_ledger(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    connector = replace(find_a_tender.build(), lacks=None)
    assert write_ledger(connector, knows({}), RawStore(tmp_path / "raw"), lake) == 0
    assert not lake.landed.exists()


def test_what_lacks_was_never_asked_says_so() -> None:
    assert list(gaps.lacking(knows(numbers(1, 3)))) == [
        Lacking("000002-2025", DAY, DAY, False, "not_asked", None)
    ]
