"""What a record says in columns that play no role: kept below their headings, as JSON text."""

import json

import pyarrow as pa
import pyarrow.compute as pc

from ingest.columns import mapped, needs_escapes, stripped
from ingest.sources.spend.layouts import Layout, unheaded
from ingest.tables import Grid

_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
_COMMA = ", "
_NEEDS_ESCAPES = r'["\\\x00-\x1f]'


def extra_of(kept: Grid, layout: Layout) -> pa.Array:
    """One JSON object a record, null where every other cell is blank."""
    taken = set(layout.columns.values())
    pairs = [
        _pairs(kept.texts(column), _name(column, layout))
        for column in range(len(kept.columns))
        if column not in taken
    ]
    if not pairs:
        return pa.nulls(len(kept), pa.string())
    pieces = [pc.fill_null(pair, "") for pair in pairs]
    inside = pc.utf8_slice_codeunits(pc.binary_join_element_wise(*pieces, ""), len(_COMMA))
    whole = pc.binary_join_element_wise("{", inside, "}", "")
    return pc.if_else(pc.equal(inside, ""), pa.scalar(None, pa.string()), whole)


def _name(column: int, layout: Layout) -> str:
    return layout.names[column] if column < len(layout.names) else unheaded(column)


def _pairs(texts: pa.Array, name: str) -> pa.Array:
    """``, "name": "text"`` for each cell, null where it is blank."""
    blank = pc.equal(stripped(texts), "")
    text = pc.if_else(blank, pa.scalar(None, pa.string()), texts)
    quoted = pc.binary_join_element_wise('"', text, '"', "")
    if needs_escapes(texts):
        awkward = pc.match_substring_regex(texts, _NEEDS_ESCAPES)
        few = pc.if_else(awkward, text, pa.scalar(None, pa.string()))
        quoted = pc.coalesce(mapped(few, _AS_JSON, pa.string()), quoted)
    return pc.binary_join_element_wise(f"{_COMMA}{_AS_JSON(name)}: ", quoted, "")
