"""The tables that OCDS releases land in, made from the shapes, and which columns are copies."""

from collections.abc import Iterator, Mapping

from ingest.model import EXTRA
from ingest.ocds.shapes import RELEASE, Codes, Each, Named, Shape
from ingest.specs import TableSpec

SEPARATOR = ";"
"""Between the codes of a list; no OCDS code holds it."""

REQUIRED: Mapping[str, str] = {"ocid": "no_ocid", "id": "no_release_id", "date": "no_date"}
"""What a release must say, and the code of its rejection when it does not."""

RELEASE_JSON = "release_json"
"""The whole release, from which the state of its process is made. Never published."""

COPIED: Mapping[str, tuple[str, ...]] = {
    "releases": ("notice_type", "document_type", "notice_url", "cpv_code", "cpv_codes",
                 RELEASE_JSON),
    "parties": ("additional_identifiers",),
}  # fmt: skip
"""Columns that repeat what stands elsewhere in the release, for readers of one table."""

PLACE = ("holder", "holder_id", "within_id", "role")
"""What a row of a table hangs on, where a table takes its rows from several places."""


def columns_of_tables() -> Mapping[str, tuple[str, ...]]:
    """Return every table's columns: keys, place, fields in the order of the shapes, ``_extra``."""
    found: dict[str, dict[str, None]] = {"releases": {"ocid": None, "release_id": None}}
    for table, column in _columns("releases", RELEASE):
        found.setdefault(table, {"ocid": None, "release_id": None})[column] = None
    return {table: (*columns, *COPIED.get(table, ()), EXTRA) for table, columns in found.items()}


def _columns(table: str, shape: Shape) -> Iterator[tuple[str, str]]:
    for place in shape.values():
        if isinstance(place, str):
            yield table, place
        elif isinstance(place, Codes):
            yield table, place.column
        elif isinstance(place, Named):
            yield from _columns(table, place.shape)
        elif isinstance(place, Each):
            where = PLACE if place.holder else (place.key,) if place.key else ()
            yield from ((place.table, column) for column in where)
            yield from _columns(place.table, place.shape)
        else:
            yield from _columns(table, place)


TABLES: Mapping[str, TableSpec] = {
    table: TableSpec(columns=columns) for table, columns in columns_of_tables().items()
}
"""The tables every source of OCDS releases lands, each column the publisher's own text."""

COMPILED = "compiled"
"""Stands in the place of a source for the state of every process (see ``compile``)."""

PROCESSES = "processes"
"""What the table of releases is called there: one row a process."""

COMPILED_TABLES: Mapping[str, tuple[str, ...]] = {
    PROCESSES if table == "releases" else table: (
        "source_id",
        *(column for column in spec.columns if column != RELEASE_JSON),
    )
    for table, spec in TABLES.items()
}
"""The tables of the state of every process, with the service it is of."""
