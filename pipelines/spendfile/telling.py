"""Findings in sentences: for the screen, the page and the workbook alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.spendfile.check import Checked
from pipelines.spendfile.rules import Finding, Place, Severity

_MOST = {Severity.MUST: 12, Severity.SHOULD: 6, Severity.NOTE: 3}
_MOST_NUMBERS = 24


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is told: the first places in sentences, and how many more there are."""

    finding: Finding
    how_often: str
    sentences: tuple[str, ...]
    more: int


def tell(finding: Finding) -> Told:
    """A finding in sentences: lines of which nothing is to be said are only numbered."""
    lines = finding.lines
    how_often = counted(lines, "line") if lines else ""
    bare = all(one.line and not one.seen and not one.column for one in finding.places)
    if bare:
        first = finding.places[:_MOST_NUMBERS]
        return Told(finding, how_often, tuple(_numbered(first)), len(finding.places) - len(first))
    said = [one for one in finding.places if place(one)]
    sentences = tuple(place(one) for one in said[: _MOST[finding.rule.severity]])
    return Told(finding, how_often, sentences, len(said) - len(sentences))


def place(one: Place) -> str:
    """Where something stands and what is seen there; blank for the file as a whole."""
    where = f"line {one.line}" if one.line else ""
    column = f"column “{one.column}”" if one.column and not one.column.startswith("column ") else ""
    words = [where, column or one.column, f"in “{one.part}”" if one.part else ""]
    told = ", ".join(word for word in words if word)
    if not told:
        return one.seen[:1].upper() + one.seen[1:]
    told = told[:1].upper() + told[1:]
    return f"{told}: {one.seen}" if one.seen else told


def verdict(checked: Checked) -> str:
    """What comes of the file, in a sentence."""
    if checked.opened.refusal is not None:
        return f"This file would be refused. {checked.opened.refusal.reason}"
    if checked.opened.others and not checked.account.payments.lines:
        return f"This holds no payments and would be read as {' and '.join(checked.opened.others)}."
    rejected = checked.account.all_rejected.lines
    taken = counted(checked.account.payments.lines, "payment")
    left = f" and {counted(rejected, 'line')} set aside" if rejected else ""
    return f"{taken} would be published{left}. {_to_do(checked)}"


def counted(number: int, what: str) -> str:
    """A number of things: ``1 line``, ``1,204 lines``."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def size(count: int) -> str:
    """How large a file is, for a person: ``512 bytes``, ``126 kB``, ``4.1 MB``."""
    if count < 1_000:
        return counted(count, "byte")
    return f"{count / 1_000_000:,.1f} MB" if count >= 1_000_000 else f"{count // 1_000} kB"


def _to_do(checked: Checked) -> str:
    must, should = checked.count(Severity.MUST), checked.count(Severity.SHOULD)
    if not must and not should:
        return "Nothing needs to be put right."
    if must and should:
        return f"Of what was found, {must} must be put right and {should} should be."
    return f"Of what was found, {must or should} {'must' if must else 'should'} be put right."


def order_of_dates(checked: Checked) -> str:
    """Whether the file itself proves in which order its dates are written."""
    if checked.proof is None:
        return ""
    if checked.proof:
        return f"The order of day and month is proved by the file: {checked.proof}."
    if checked.opened.publisher.date_order:
        return "No date of the file proves the order of day and month; the body's declaration says."
    return (
        "No date of the file proves the order of day and month; it is taken from the period that "
        f"“{checked.opened.period}” names."
    )


def _numbered(places: Sequence[Place]) -> Iterator[str]:
    """``Lines 8, 9, 127 to 134``, a sentence for each part."""
    for part in dict.fromkeys(one.part for one in places):
        numbers = [one.line for one in places if one.part == part and one.line]
        word = "Line" if len(numbers) == 1 else "Lines"
        yield f"{word} {', '.join(_runs(numbers))}" + (f", in “{part}”" if part else "")


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """Numbers as a person lists them: three or more in a row are ``932 to 950``."""
    place = 0
    while place < len(numbers):
        end = place
        while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        run = numbers[place : end + 1]
        yield from [f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run)
        place = end + 1
