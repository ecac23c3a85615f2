"""The ways of reading that are measured: ours, and the least that anybody would do."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.workload import Workload
from ingest.documents import Kind, kind_of
from ingest.errors import RefusedDocumentError
from ingest.lake import Lake
from ingest.land import land
from ingest.model import Document, Summary
from ingest.registry import BUILDERS


def only_text(documents: Sequence[Document]) -> list[Document]:
    """Return the documents that a reader of CSV can read at all."""
    return [document for document in documents if _kind(document) is Kind.TEXT]


def csv_alone(documents: Sequence[Document]) -> int:
    """Decode each document and take its cells apart; look at none of them."""
    return sum(
        sum(1 for _ in csv.reader(io.StringIO(_decoded(document), newline="")))
        for document in documents
    )


def json_alone(documents: Sequence[Document]) -> int:
    """Decode each document; count its releases and look at nothing else."""
    return sum(
        _releases(json.loads(text))
        for document in documents
        for text in _json_texts(document.path.read_text("utf-8-sig"))
    )


def parsed(workload: Workload, documents: Sequence[Document]) -> int:
    """Read each document into rows and rejects, and keep none of them."""
    connector = BUILDERS[workload.context.spec.source_id]()
    lines = 0
    for document in documents:
        try:
            for item in connector.parse(workload.context, document):
                lines += item.lines if isinstance(item, Summary) else 0
        except RefusedDocumentError:
            continue
    return lines


def landed(workload: Workload, documents: Sequence[Document], root: Path) -> int:
    """Read each document, hold its account, and write its Parquet, as a night does."""
    connector = BUILDERS[workload.context.spec.source_id]()
    lines = 0
    for document in documents:
        key = document.request.delivery
        if key is None:
            raise ValueError(f"{document.request.url} belongs to no delivery")
        landing = land(connector, workload.context, key, [document], Lake(root))
        lines += sum(int(outcome["lines"] or 0) for outcome in landing.outcomes)
    return lines


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


def _json_texts(text: str) -> list[str]:
    lines = [line for line in text.split("\n") if line.strip()]
    is_lines = len(lines) > 1 and lines[0].rstrip().endswith("}") and lines[1].startswith("{")
    return lines if is_lines else [text]


def _releases(tree: object) -> int:
    if isinstance(tree, list):
        return sum(_releases(item) for item in tree)
    if isinstance(tree, dict) and "releases" in tree:
        return len(tree["releases"])
    return 1
