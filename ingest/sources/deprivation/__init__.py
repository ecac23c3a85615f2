"""English indices of deprivation: 2019 on the small areas of 2011, 2025 on those of 2021.

An area declares the editions it wants as options, label to address: ``"2025": <address>``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.bulk import Layout, parse_table, positions_by, unknown_layout
from ingest.editions import by_edition
from ingest.errors import RefusedDocumentError
from ingest.model import Connector, Context, Document, Parsed

TABLE = "areas"
_INDEX = r"(?:index of multiple deprivation \(imd\)|imd)[ _]"
PATTERNS: Mapping[str, re.Pattern[str]] = {
    "lsoa11_code": re.compile(r"lsoa code \(2011\)|lsoa11_code|lsoa11cd"),
    "lsoa21_code": re.compile(r"lsoa code \(2021\)|lsoa21_code|lsoa21cd"),
    "imd_rank": re.compile(_INDEX + r"rank.*"),
    "imd_decile": re.compile(_INDEX + r"decile.*"),
}
"""Ranks and deciles by the beginning of their heading: the ends are cut off in one edition."""

DISTRICTS = re.compile(r"local authority district code \((\d{4})\)")
EDITIONS = {"lsoa11_code": ("2019", {"2019"}), "lsoa21_code": ("2025", {"2024"})}
"""Each vintage of small areas: the index we know on it, and the districts it is published with."""


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a small area, with its rank and decile among those of England.

    Raises:
        RefusedDocumentError: the document is not an edition we know.
    """
    yield from parse_table(TABLE, document, recognise)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return by_edition(parse)


def recognise(heading: Sequence[str]) -> Layout:
    """Return where our columns stand, and of which edition.

    Raises:
        RefusedDocumentError: the small areas are of no one vintage, a column is not there, or
            the districts beside them say that the index is another.
    """
    found = positions_by(PATTERNS, heading)
    vintages = sorted(found.keys() & EDITIONS.keys())
    missing = [name for name in ("imd_rank", "imd_decile") if name not in found]
    if len(vintages) != 1 or missing:
        raise unknown_layout(missing or ["lsoa11_code or lsoa21_code (just one of them)"])
    edition, expected = EDITIONS[vintages[0]]
    stated = {match[1] for name in heading if (match := DISTRICTS.fullmatch(name.casefold()))}
    if stated - expected:
        raise RefusedDocumentError(
            "another_edition",
            f"The index has districts of {', '.join(sorted(stated))}; that of {edition} has those "
            f"of {', '.join(sorted(expected))}: an index of another year would be taken for it.",
        )
    return Layout(f"deprivation {edition} by {heading[found[vintages[0]]]}", found)
