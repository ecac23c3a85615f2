"""Tables that are published without headings: read where their columns can only be one thing.

The orders that are known are data, in ``shapes.yml``. A table is of a shape when nearly all its
records are as wide, dates and amounts stand only where the shape has them, and what tells its
columns of words apart is there: suppliers are the most different, categories are known ones.
Anything less is refused.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from pydantic import Field

from ingest.dates import looks_like_date
from ingest.sources.spend.headings import fold
from ingest.sources.spend.values import TESTS, is_amount
from ingest.specs import Declaration
from ingest.tables import Grid, Line

_RECORDS = 1_000
_ENOUGH = 3
"""Fewer records prove no order."""

_NEARLY_ALL = 0.95
_WITHOUT_ROLE = frozenset({"words", "anything"})
_WORDS = frozenset({"words", "entity_name", "category", "department", "supplier_name", "purpose"})
_FEW = 3
"""How many different things may stand in a column that says nearly the same on every line."""


class Shape(Declaration):
    """One known order of columns; what its words mean is said in ``shapes.yml``."""

    name: str
    columns: tuple[str, ...] = Field(min_length=3)
    few: frozenset[str] = frozenset()
    many: str = ""
    known: Mapping[str, frozenset[str]] = Field(default_factory=dict)

    @property
    def roles(self) -> Mapping[str, int]:
        """The columns that play a role."""
        named = enumerate(self.columns)
        return {role: column for column, role in named if role not in _WITHOUT_ROLE}


class Shapes(Declaration):
    """The whole of ``shapes.yml``."""

    shapes: tuple[Shape, ...]


@cache
def shapes() -> tuple[Shape, ...]:
    """The shapes as declared."""
    text = files("ingest.sources.spend").joinpath("shapes.yml").read_text(encoding="utf-8")
    return Shapes.model_validate(yaml.load(text, Loader=yaml.CSafeLoader)).shapes


def shape_of(lines: Grid) -> Shape | None:
    """The one known order that the records of a table without headings are in, if there is one.

    Lines of one or two cells are titles and notes. Any other line that does not fit could be a
    row of headings that nobody has met, so the first one must fit.
    """
    drawn = list(lines[:: max(1, len(lines) // _RECORDS)])
    records = [line for line in drawn if sum(bool(text.strip()) for text in line.cells) > 2]
    if len(records) < _ENOUGH:
        return None
    fitting = [shape for shape in shapes() if _is_of(records, shape)]
    return fitting[0] if len(fitting) == 1 else None


def _is_of(records: Sequence[Line], shape: Shape) -> bool:
    width, _ = Counter(len(line.cells) for line in records).most_common(1)[0]
    rest = _columns(records, max(width, len(shape.columns)))
    if width < len(shape.columns) or not _fits(records[0], shape):
        return False
    if sum(_fits(line, shape) for line in records) < _NEARLY_ALL * len(records):
        return False
    return _is_single(rest, shape) and _names_most(rest, shape)


def _columns(records: Sequence[Line], width: int) -> list[list[str]]:
    return [
        [text for line in records if column < len(line.cells)
         and (text := line.cells[column].strip())]
        for column in range(width)
    ]  # fmt: skip


def _fits(line: Line, shape: Shape) -> bool:
    """Whether a date, an amount and what tells the columns apart stand where they must."""
    if len(line.cells) < len(shape.columns):
        return False
    cells = {role: line.cells[column].strip() for role, column in shape.roles.items()}
    return all(_may_be(role, text, shape) for role, text in cells.items())


def _may_be(role: str, text: str, shape: Shape) -> bool:
    if role in shape.known:
        return fold(text) in _folded(shape.known[role])
    if not text:
        return role not in {"paid_on", "amount", shape.many}
    return role not in TESTS or TESTS[role](text)


@lru_cache(maxsize=64)
def _folded(texts: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, texts))


def _is_single(columns: Sequence[Sequence[str]], shape: Shape) -> bool:
    """No second column of dates, and no second one of amounts with pence."""
    others = set(range(len(columns))) - {shape.roles["paid_on"], shape.roles["amount"]}
    return not any(
        _half(columns[other], looks_like_date) or _half(columns[other], _has_pence)
        for other in others
    )


def _half(texts: Sequence[str], test: Callable[[str], bool]) -> bool:
    return sum(map(test, texts)) * 2 > len(texts)


def _has_pence(text: str) -> bool:
    return "." in text and is_amount(text)


def _names_most(columns: Sequence[Sequence[str]], shape: Shape) -> bool:
    """The suppliers are the most different words, the bodies nearly always the same."""
    different = [len(set(texts)) for texts in columns]
    few = [different[place] for place, role in enumerate(shape.columns) if role in shape.few]
    words = [different[place] for place, role in enumerate(shape.columns) if role in _WORDS]
    if max(few, default=0) > _FEW:
        return False
    return not shape.many or different[shape.roles[shape.many]] == max(words)
