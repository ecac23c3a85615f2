"""The register of charities: one JSON array in an archive, asked for once a month.

Of each record only the declared columns are landed. How a charity is reached (address, telephone,
e-mail) and what it writes of itself are left where they are: they may be a trustee's own.
"""

from collections.abc import Iterator

from ingest.bulk import Part, parts_of
from ingest.bulk_json import check_json, every_json, json_array, said
from ingest.editions import monthly
from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.model import Connector, Context, Document, Parsed, Row, Summary

TABLE = "charities"
FILE = "publicextract.charity.zip"
KEYS = ("registered_charity_number", "linked_charity_number", "charity_name")
"""Without these a record is none of a charity."""


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a charity or linked charity; the line is the record's number in the array.

    The array is read through once before its first row: one that is damaged lands nothing.

    Raises:
        RefusedDocumentError: the document is not the register.
        EmptyPublicationError: it holds no charity.
    """
    columns = context.spec.tables[TABLE].columns
    with parts_of(document.path, every_json) as parts:
        counts = [_check(part) for part in parts]
        if not sum(counts):
            raise EmptyPublicationError("no_rows", "The register holds no charity.")
        for part, count in zip(parts, counts, strict=True):
            for number, record in json_array(part):
                yield Row(TABLE, {name: said(record, name) for name in columns}, number, part.name)
            yield Summary(part.name, "register of charities, JSON", count)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return monthly(parse, FILE)


def _check(part: Part) -> int:
    """Return how many records there are.

    Raises:
        RefusedDocumentError: the array is damaged, or is none of charities.
    """
    check_json(part)
    count = 0
    for number, record in json_array(part):
        if missing := [key for key in KEYS if key not in record]:
            raise RefusedDocumentError(
                "unknown_layout", f"Record {number} has no {', '.join(missing)}: it is no charity."
            )
        count = number
    return count
