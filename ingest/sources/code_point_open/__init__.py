"""Code-Point Open: live postcodes of Great Britain, a table without a heading for each area.

An area declares the editions it wants as options, label to address.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.bulk import Layout, every_csv, parse_table
from ingest.editions import by_edition
from ingest.errors import RefusedDocumentError
from ingest.model import Connector, Context, Document, Parsed

TABLE = "postcodes"
COLUMNS = (
    "postcode", "positional_quality", "easting", "northing", "country_code", "nhs_regional_code",
    "nhs_code", "county_code", "district_code", "ward_code",
)  # fmt: skip
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}")


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a postcode; a quality of 90 stands beside coordinates of nothing.

    Raises:
        RefusedDocumentError: the document is not the table in the layout we know.
    """
    yield from parse_table(TABLE, document, recognise, choose)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return by_edition(parse)


def recognise(first: Sequence[str]) -> Layout:
    """Return the one layout there is, when the first line is a postcode in it.

    Raises:
        RefusedDocumentError: the line is a heading, or has other cells.
    """
    if len(first) != len(COLUMNS) or not _POSTCODE.fullmatch(" ".join(first[0].split())):
        raise RefusedDocumentError(
            "unknown_layout",
            f"The first line has {len(first)} cells and is not a postcode with nine more about it: "
            "read the product's column headers file.",
        )
    positions = {name: at for at, name in enumerate(COLUMNS)}
    return Layout("Code-Point Open, 10 columns without a heading", positions, has_heading=False)


def choose(names: Sequence[str]) -> list[str]:
    """Return the tables of an edition: those of its data folder, without the lists beside them.

    >>> choose(["Doc/Code-Point_Open_Column_Headers.csv", "Data/CSV/za.csv"])
    ['Data/CSV/za.csv']
    """
    return [name for name in every_csv(names) if not re.search(r"(?i)(?:^|/)doc/", name)]
