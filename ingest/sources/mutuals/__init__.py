"""The register of mutual societies: one CSV, asked for once a month."""

from collections.abc import Iterator, Mapping, Sequence

from ingest.bulk import Layout, parse_table, unknown_layout
from ingest.editions import monthly
from ingest.model import Connector, Context, Document, Parsed

TABLE = "societies"
FILE = "SocietyList.csv"
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "society_number": ("society number",),
    "society_suffix": ("society suffix",),
    "full_registration_number": ("full registation number", "full registration number"),
    "society_name": ("society name",),
    "registered_as": ("registered as",),
    "registration_date": ("registration date",),
    "deregistration_date": ("deregistration date",),
    "registration_act": ("registration act",),
    "sic_code": ("standard industrial classification code (sic)",),
    "reporting_classification": ("reporting classification",),
    "society_status": ("society status",),
}
"""Our columns, and what the list calls them. It has misspelt one for years and may mend it."""


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a society. Its address is left where it is: it may be somebody's home.

    Raises:
        RefusedDocumentError: the document is not the list.
    """
    yield from parse_table(TABLE, document, recognise)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return monthly(parse, FILE)


def recognise(heading: Sequence[str]) -> Layout:
    """Return where our columns stand, in either spelling.

    Raises:
        RefusedDocumentError: a column of ours has no counterpart.
    """
    at = {name.casefold(): position for position, name in enumerate(heading)}
    found = {
        column: position
        for column, names in HEADINGS.items()
        if (position := next((at[name] for name in names if name in at), None)) is not None
    }
    missing = [HEADINGS[column][-1] for column in HEADINGS if column not in found]
    if missing:
        raise unknown_layout(missing)
    withheld = frozenset(range(len(heading))) - set(found.values())
    return Layout(f"list of societies, {len(heading)} columns", found, withheld=withheld)
