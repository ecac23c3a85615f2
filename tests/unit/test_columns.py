"""A column judged at once gives what its cells would give one by one."""

import csv
import io
import json
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.columns import amounts_of, mapped, needs_escapes, total
from ingest.money import UnreadableAmountError, parse_amount
from ingest.quick import quick_grid
from ingest.sources.spend.extra import extra_of
from ingest.sources.spend.layouts import recognise
from ingest.tables import Grid, Part, grid_of

WRITTEN = st.from_regex(
    r"[£(\-+ ]{0,3}[0-9]{1,4}(,[0-9]{2,4}){0,3}(\.[0-9]{0,7})?[)\- ]{0,2}(CR|DR)?"
)
ANY_CELL = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
CSV_TEXT = st.text(alphabet='ab1,;"\n\r \té£', max_size=120)


@settings(deadline=None)
@given(st.lists(st.one_of(WRITTEN, ANY_CELL, st.just("")), max_size=30))
def test_no_amount_of_a_column_differs_from_the_amount_of_its_cell(cells: list[str]) -> None:
    amounts = amounts_of(pa.array(cells, pa.string()))
    for cell, value, unreadable in zip(
        cells, amounts.values.to_pylist(), amounts.unreadable.to_pylist(), strict=True
    ):
        try:
            assert (value, unreadable) == (parse_amount(cell), False)
        except UnreadableAmountError:
            assert (value, unreadable) == (None, True)


@settings(deadline=None)
@given(st.lists(st.decimals(-(10**12), 10**12, places=4), max_size=40))
def test_a_sum_is_exact_to_the_last_digit(amounts: list[Decimal]) -> None:
    assert total(pa.array(amounts, pa.decimal128(20, 4))) == sum(amounts, Decimal(0))


def test_the_largest_amounts_add_up_beyond_what_one_may_be() -> None:
    largest = pa.array([Decimal("9999999999999999.9999")] * 3, pa.decimal128(20, 4))
    assert total(largest) == Decimal("29999999999999999.9997")


@settings(deadline=None)
@given(st.lists(st.one_of(ANY_CELL, st.none()), max_size=20))
def test_a_judge_is_asked_once_a_text_and_heard_for_every_cell(cells: list[str | None]) -> None:
    asked: list[str] = []

    def judge(text: str) -> int:
        asked.append(text)
        return len(text)

    found = mapped(pa.array(cells, pa.string()), judge, pa.int64()).to_pylist()
    assert found == [None if cell is None else len(cell) for cell in cells]
    assert len(asked) == len(set(asked))


@settings(deadline=None, max_examples=500)
@given(CSV_TEXT, st.sampled_from(",;\t"), st.integers(2, 4), st.integers(1, 3))
def test_the_quick_way_reads_what_the_csv_reader_reads(
    text: str, delimiter: str, width: int, first: int
) -> None:
    quick = quick_grid(text.encode(), delimiter, width, first)
    if quick is None:
        return
    assert list(quick) == list(_by_csv(text, delimiter, first))


def test_records_of_another_width_stand_where_they_stood() -> None:
    text = 'a,b\n1,2\n\ntitle\n3,"4\n4"\n5,6,7\n"x,\ny"\n8,9\n'
    quick = quick_grid(text.encode(), ",", 2, 1)
    assert quick is not None
    assert [(line.number, line.cells) for line in quick] == [
        (1, ("a", "b")),
        (2, ("1", "2")),
        (4, ("title",)),
        (5, ("3", "4\n4")),
        (7, ("5", "6", "7")),
        (8, ("x,\ny",)),
        (10, ("8", "9")),
    ]


@pytest.mark.parametrize("mark", ["\v", "\f", "\x1c", "\x85", "\u2028"])
def test_a_mark_that_ends_no_line_of_csv_moves_no_number(mark: str) -> None:
    quick = quick_grid(f"a,b\ntitle{mark}title\n1,2\n".encode(), ",", 2, 1)
    assert quick is not None
    assert [line.number for line in quick] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n" + "1,2,3\n" * 2_001,
        'a,b\n1,"' + "\n" * 101 + '"\n',
        'a,b\n"' + "\n" * 60 + '","' + "\n" * 60 + '"\n',
        'a,b\n1,"2\n' + "1,2\n" * 101 + '3",4\n1,2\n',
        "a," + "x" * 100_001,
        "a,b\n1," + "x" * 140_000 + ",3\n1,2\n",
    ],
)
def test_what_is_beyond_reason_is_left_to_the_csv_reader(text: str) -> None:
    assert quick_grid(text.encode(), ",", 2, 1) is None


@settings(deadline=None)
@given(st.lists(ANY_CELL, min_size=1, max_size=8))
def test_what_plays_no_role_is_kept_as_the_json_that_python_would_write(notes: list[str]) -> None:
    rows = [["Supplier", "Amount", 'No "role"'], *(["Ferry Ltd", "1.00", note] for note in notes)]
    (layout,) = recognise(Part("", grid_of(enumerate(rows, 1))))
    expected = [
        json.dumps({'No "role"': note}, ensure_ascii=False) if note.strip() else None
        for note in notes
    ]
    assert extra_of(layout.lines, layout).to_pylist() == expected


@pytest.mark.parametrize(("text", "needs"), [("plain é £", False), ('a"', True), ("a\tb", True)])
def test_only_quotation_marks_backslashes_and_controls_need_escapes(text: str, needs: bool) -> None:
    assert needs_escapes(pa.array([text])) is needs


def test_blank_records_are_left_out_and_the_numbers_of_the_others_stand() -> None:
    grid = grid_of([(1, ["a", "b"]), (2, ["", " "]), (5, []), (7, ["", "c", ""])])
    assert [(line.number, line.cells) for line in grid] == [(1, ("a", "b")), (7, ("", "c"))]
    assert [line.number for line in grid.at([1, 0])] == [7, 1]
    assert grid.distinct(0) == {"a": 1}


def test_a_record_put_right_stands_in_place_of_the_one_that_was_not() -> None:
    grid = grid_of([(1, ["a", "b", "c"]), (2, ["d", "e", "f"])])
    assert list(grid.replaced({1: ("d,e", "f")})) == [
        grid[0],
        type(grid[0])(2, ("d,e", "f")),
    ]


def _by_csv(text: str, delimiter: str, first: int) -> Grid:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    records, start = [], first
    for cells in reader:
        records.append((start, cells))
        start = reader.line_num + first
    return grid_of(records)
