"""The ways of reading that are measured: ours, and the least that anybody would do."""

import csv
import io
from collections.abc import Sequence

from ingest.documents import Kind, kind_of
from ingest.errors import RefusedDocumentError
from ingest.model import Document


def only_text(documents: Sequence[Document]) -> list[Document]:
    """Return the documents that a reader of CSV can read at all."""
    return [document for document in documents if _kind(document) is Kind.TEXT]


def csv_alone(documents: Sequence[Document]) -> int:
    """Decode each document and take its cells apart; look at none of them."""
    return sum(
        sum(1 for _ in csv.reader(io.StringIO(_decoded(document), newline="")))
        for document in documents
    )


def _kind(document: Document) -> Kind | None:
    try:
        return kind_of(document.path.read_bytes())
    except RefusedDocumentError:
        return None


def _decoded(document: Document) -> str:
    data = document.path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
