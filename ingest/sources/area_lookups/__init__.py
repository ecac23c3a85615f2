"""Which small area lies in which ward and district, and which district in which region.

An area declares the tables it wants as options, label to address. Which of the two a document is
can be told from its heading.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.bulk import Layout, parse_table, positions_by, unknown_layout
from ingest.editions import by_edition
from ingest.model import Connector, Context, Document, Parsed

_DISTRICT = r"(?:ltla|lad)(\d\d)"
TABLES: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "lsoa_districts": {
        "lsoa21_code": re.compile(r"lsoa21(?:_code|cd)"),
        "ward_code": re.compile(r"(?:ward|wd)(\d\d)(?:_code|cd)"),
        "district_code": re.compile(_DISTRICT + r"(?:_code|cd)"),
    },
    "district_regions": {
        "district_code": re.compile(_DISTRICT + r"(?:_code|cd)"),
        "district_name": re.compile(_DISTRICT + r"(?:_name|nm)"),
        "region_code": re.compile(r"(?:region|rgn)(\d\d)(?:_code|cd)"),
        "region_name": re.compile(r"(?:region|rgn)(\d\d)(?:_name|nm)"),
    },
}


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a small area, or one a district: whichever the document lists.

    Raises:
        RefusedDocumentError: the heading is of neither table.
    """
    yield from parse_table("lsoa_districts", document, recognise)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return by_edition(parse)


def recognise(heading: Sequence[str]) -> Layout:
    """Return the layout of the one table whose columns are all there.

    Raises:
        RefusedDocumentError: it is neither; the columns of the nearest are named.
    """
    lacking = []
    for table, patterns in TABLES.items():
        found = positions_by(patterns, heading)
        missing = [name for name in patterns if name not in found]
        if not missing:
            named = heading[found["district_code"]]
            return Layout(f"{table.replace('_', ' ')} by {named}", found, table=table)
        lacking.append(missing)
    raise unknown_layout(min(lacking, key=len))
