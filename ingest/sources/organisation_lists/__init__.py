"""Lists of public bodies that a person puts into ``inbox/organisation_lists/``: any declared CSV.

A list may hold heads of schools and telephone numbers beside its bodies. Only what the layout
names is landed, and no reject quotes its row.
"""

import re
from collections.abc import Iterator, Mapping

from ingest.bulk import REJECTS, encoding_of, every_csv, heading_of, lines_of, parts_of
from ingest.editions import by_hand
from ingest.errors import EmptyPublicationError
from ingest.model import Connector, Context, Document, Parsed, Reject, Row, Summary
from ingest.sources.organisation_lists.layouts import Recognised, recognise

TABLE = "bodies"
MISPLACED = "code_of_another_shape"
_MISPLACED_REASON = "The code is not written as the layout says."


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a body, with the layout it was read by.

    Raises:
        RefusedDocumentError: no layout is declared that the list fits.
        EmptyPublicationError: the list has headings and no body.
    """
    with parts_of(document.path, every_csv) as parts:
        encodings = [encoding_of(part) for part in parts]
        found = [recognise(heading_of(part, of)) for part, of in zip(parts, encodings, strict=True)]
        lines = 0
        for part, encoding, layout in zip(parts, encodings, found, strict=True):
            count = 0
            for line, cells in lines_of(part, encoding, has_heading=layout.has_heading):
                count += 1
                yield _record(layout, cells, line, part.name)
            yield Summary(part.name, layout.layout.title, count)
            lines += count
    if not lines:
        raise EmptyPublicationError("no_rows", "The list has headings and no body under them.")


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return by_hand(parse)


def _record(found: Recognised, cells: list[str] | str, line: int, part: str) -> Row | Reject:
    if isinstance(cells, str):
        return Reject(TABLE, "unreadable_row", cells, line, part)
    if len(cells) != found.width:
        code = "short_row" if len(cells) < found.width else "surplus_cells"
        reason = f"{REJECTS[code]} ({len(cells)} of {found.width})"
        return Reject(TABLE, code, reason, line, part)
    said: dict[str, str | None] = {
        column: cells[at].strip() or None for column, at in found.positions.items()
    }
    if not re.fullmatch(found.layout.code_pattern, said["code"] or ""):
        return Reject(TABLE, MISPLACED, _MISPLACED_REASON, line, part)
    return Row(TABLE, {**said, **_of_layout(found, said.get("kind"))}, line, part)


def _of_layout(found: Recognised, kind: str | None) -> Mapping[str, str | None]:
    layout = found.layout
    is_public = layout.all_public or kind in layout.public_kinds
    return {
        "layout_id": layout.layout_id,
        "scheme": layout.scheme,
        "body_type": layout.body_type,
        "is_public": "true" if is_public else None,
        "date_format": layout.date_format,
    }
