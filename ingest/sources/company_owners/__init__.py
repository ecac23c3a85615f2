"""Who owns companies: the snapshot of persons with significant control, without the people.

A line about a person, about one whose details are protected, a statement or an exemption is
dropped while it is read. What is landed of it is a count by kind.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from ingest.bulk import Part, parts_of
from ingest.bulk_json import (
    REJECTS,
    UNREADABLE,
    JsonRecord,
    check_json,
    every_json,
    json_lines,
    said,
    within,
)
from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.model import Connector, Context, Document, Parsed, Reject, Row, Summary
from ingest.newest import Linked, newest_linked, period_named

OWNERS = "owners"
LEFT_OUT = "left_out"
KINDS = frozenset(
    f"{who}-{what}"
    for who in ("corporate-entity", "legal-person")
    for what in ("person-with-significant-control", "beneficial-owner")
)
"""What is landed. Every other kind, known or new, is left out."""

NO_COMPANY = "no_company_number"
_NO_COMPANY_REASON = "The line names an owner and no company that it owns."
_TOTALS = "totals"
_UNNAMED = "unnamed kind"
_KIND = re.compile(r"[a-z][a-z#-]{0,79}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LINKED = Linked(
    page="en_pscdata.html",
    link=re.compile(
        r"""href\s*=\s*["']?(?P<link>[^"'>\s]*(?:psc-snapshot|"""
        r"""persons-with-significant-control-snapshot)-(?P<period>\d{4}-\d{2}-\d{2})"""
        r"""(?:_(?P<part>\d+)of(?P<parts>\d+))?\.zip)""",
        re.IGNORECASE,
    ),
    what="whole PSC snapshot",
    prefers_parts=True,
)
"""Parts are preferred to the one file of everything: each is read in its turn."""


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield a row an owner that is no person, and a row a kind of line that was left out.

    Raises:
        RefusedDocumentError: the document is not the snapshot.
        EmptyPublicationError: it holds no line.
    """
    day = period_named(document, _DAY)
    with parts_of(document.path, every_json) as parts:
        for part in parts:
            check_json(part)
            _check_first_line(part)
        for part in parts:
            yield from _of_part(part, day)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return newest_linked(parse, LINKED)


def _check_first_line(part: Part) -> None:
    first = next((record for _, record in islice(json_lines(part), 1)), {})
    if first == {}:
        raise EmptyPublicationError("no_rows", "The snapshot holds no line.")
    if first is None or "data" not in first:
        raise RefusedDocumentError(
            "unknown_layout", "The first line is no record of a person with significant control."
        )


def _of_part(part: Part, day: str | None) -> Iterator[Parsed]:
    first_lines: dict[str, int] = {}
    counts: dict[str, int] = defaultdict(int)
    lines = 0
    for line, record in json_lines(part):
        lines += 1
        if record is None:
            yield Reject(OWNERS, UNREADABLE, REJECTS[UNREADABLE], line, part.name)
            continue
        kind = _kind_of(record)
        if kind not in KINDS:
            counts[kind] += 1
            first_lines.setdefault(kind, line)
        elif said(record, "company_number"):
            yield Row(OWNERS, {**_owner(record, kind), "snapshot_date": day}, line, part.name)
        else:
            yield Reject(OWNERS, NO_COMPANY, _NO_COMPANY_REASON, line, part.name)
    for kind in sorted(counts):
        values = {"kind": kind, "line_count": str(counts[kind]), "snapshot_date": day}
        yield Row(LEFT_OUT, values, first_lines[kind], part.name)
    yield Summary(part.name, _account(counts), lines)


def _account(counts: dict[str, int]) -> str:
    listed = ", ".join(f"{counts[kind]} {kind}" for kind in sorted(counts))
    return f"persons with significant control, left out: {listed or 'nothing'}"


def _kind_of(record: JsonRecord) -> str:
    """Return the kind of a line; what is not written as a kind is not repeated."""
    kind = said(within(record, "data"), "kind") or ""
    if not said(record, "company_number") and kind not in KINDS:
        return _TOTALS
    return kind if _KIND.fullmatch(kind) else _UNNAMED


def _owner(record: JsonRecord, kind: str) -> dict[str, str | None]:
    """Return what is landed of an owner: nothing that is not named here."""
    data = within(record, "data")
    identification = within(data, "identification")
    natures = data.get("natures_of_control")
    listed = [one for one in natures if isinstance(one, str)] if isinstance(natures, list) else []
    return {
        "company_number": said(record, "company_number"),
        "kind": kind,
        "name": said(data, "name"),
        **{
            name: said(identification, name)
            for name in (
                "registration_number",
                "country_registered",
                "place_registered",
                "legal_form",
                "legal_authority",
            )
        },
        "natures_of_control": ";".join(listed) or None,
        "notified_on": said(data, "notified_on"),
        "ceased_on": said(data, "ceased_on"),
        "address_country": said(within(data, "address"), "country"),
        "owner_link": said(within(data, "links"), "self"),
    }
