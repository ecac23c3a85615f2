"""How lists of bodies are laid out: one YAML each, and the words for one that nobody declared."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import Field, model_validator

from ingest.errors import RefusedDocumentError
from ingest.specs import Declaration, Identifier, Pattern

FOLDER = Path(__file__).parent / "layouts"
TEMPLATE = "docs/how-to/organisation-lists.md"

Column = Literal[
    "code", "name", "kind", "status", "postcode", "company_number", "opened_on", "closed_on"
]


class ListLayout(Declaration):
    """How one publisher's list of bodies is written.

    A list with headings is known by them (``columns``, ours to the list's); one without by its
    ``width`` and the shape of its first code (``places``, counted from 1). ``public_kinds`` are
    those whose bodies are public; ``all_public`` where all are. Of others nothing is said.
    """

    layout_id: Identifier
    title: str
    scheme: str
    body_type: Identifier
    columns: Mapping[Column, str] = Field(default_factory=dict)
    width: int | None = Field(default=None, ge=2)
    places: Mapping[Column, int] = Field(default_factory=dict)
    code_pattern: Pattern
    date_format: Literal["ymd", "dmy", "ymd_compact"]
    public_kinds: tuple[str, ...] = ()
    all_public: bool = False

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if bool(self.columns) == bool(self.places) or bool(self.places) != bool(self.width):
            raise ValueError("a layout has columns, or places and a width")
        if not {"code", "name"} <= {*self.columns, *self.places}:
            raise ValueError("a layout says where code and name stand")
        if self.width is not None and not all(1 <= at <= self.width for at in self.places.values()):
            raise ValueError("a place is a number from 1 to the width")
        return self


@dataclass(frozen=True, slots=True)
class Recognised:
    """A layout, how many cells its records have, and where each of our columns stands, from 0."""

    layout: ListLayout
    width: int
    positions: Mapping[Column, int]

    @property
    def has_heading(self) -> bool:
        """Return whether the first record is headings."""
        return self.layout.width is None


@cache
def load_layouts() -> tuple[ListLayout, ...]:
    """Read every declared layout, in the order of their files."""
    texts = [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.yml"))]
    return tuple(ListLayout.model_validate(yaml.safe_load(text)) for text in texts)


def recognise(first: Sequence[str]) -> Recognised:
    """Return the one layout that the first record of a list fits.

    Raises:
        RefusedDocumentError: none fits, or several do. The record is not quoted: it may hold a
            person's name.
    """
    fitting = [found for layout in load_layouts() if (found := _fit(layout, first))]
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(layout.layout_id for layout in load_layouts())
    if fitting:
        both = ", ".join(found.layout.layout_id for found in fitting)
        raise RefusedDocumentError("unknown_layout", f"The list fits several layouts: {both}.")
    raise RefusedDocumentError(
        "unknown_layout",
        f"A list of {len(first)} columns that fits no layout ({known}). Declare its layout: "
        f"{TEMPLATE} has one to fill in.",
    )


def _fit(layout: ListLayout, first: Sequence[str]) -> Recognised | None:
    if layout.width is None:
        at = {name: position for position, name in enumerate(first)}
        if not at.keys() >= set(layout.columns.values()):
            return None
        positions = {column: at[name] for column, name in layout.columns.items()}
        return Recognised(layout, len(first), positions)
    places = {column: place - 1 for column, place in layout.places.items()}
    fits = len(first) == layout.width and re.fullmatch(layout.code_pattern, first[places["code"]])
    return Recognised(layout, layout.width, places) if fits else None
