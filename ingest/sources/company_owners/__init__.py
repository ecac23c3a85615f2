"""Who owns companies: the snapshot of persons with significant control, without the people.

A line about a person, about one whose details are protected, a statement or an exemption is
dropped while it is read. What is landed of it is a count by kind.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin

from ingest.bulk import Part, parts_of, refuse_no_table
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
from ingest.model import (
    Connector,
    Context,
    DeliveryKey,
    Document,
    Followed,
    Parsed,
    Reject,
    Request,
    Row,
    Summary,
)

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
_LINK = re.compile(
    r"""href\s*=\s*["']?(?P<link>[^"'>\s]*(?:psc-snapshot|"""
    r"""persons-with-significant-control-snapshot)-(?P<day>\d{4}-\d{2}-\d{2})"""
    r"""(?:_(?P<part>\d+)of(?P<parts>\d+))?\.zip)""",
    re.IGNORECASE,
)


def plan(context: Context) -> Iterator[Request]:
    """Ask for the page of snapshots, unless one of this month has been pulled whole."""
    month = f"{context.window.night:%Y-%m}"
    if not any(key.period.startswith(month) for key in context.asked):
        yield Request(url=f"{context.spec.base_url}/en_pscdata.html")


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return requests for the newest snapshot that the page links to whole.

    Parts are preferred to the one file of everything: each is read in its turn.

    Raises:
        RefusedDocumentError: the page names no snapshot, or a file is no archive.
    """
    if request.delivery is not None:
        refuse_no_table(body)
        return Followed()
    days = _days(body.decode("utf-8", errors="replace"))
    if not days:
        raise RefusedDocumentError(
            "unknown_layout", f"{request.url} links to no whole PSC snapshot: read the page"
        )
    day = max(days)
    delivery = DeliveryKey(context.spec.source_id, context.spec.source_id, day)
    if delivery in context.asked:
        return Followed(keep=False)
    wanted = (
        Request(urljoin(request.url, link), delivery=delivery, name=link.rpartition("/")[2])
        for link in days[day]
    )
    return Followed(tuple(wanted), keep=False)


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield a row an owner that is no person, and a row a kind of line that was left out.

    Raises:
        RefusedDocumentError: the document is not the snapshot.
        EmptyPublicationError: it holds no line.
    """
    delivery = document.request.delivery
    match = _DAY.search(delivery.period if delivery else "")
    day = match[0] if match else None
    with parts_of(document.path, every_json) as parts:
        for part in parts:
            check_json(part)
            _check_first_line(part)
        for part in parts:
            yield from _of_part(part, day)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return Connector(plan, follow, parse)


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


def _days(page: str) -> dict[str, list[str]]:
    """Return the links of each day that is there whole, in parts where there are parts."""
    whole: dict[str, list[str]] = {}
    parts: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
    for match in _LINK.finditer(page):
        if match["part"] is None:
            whole[match["day"]] = [match["link"]]
        else:
            parts[match["day"], int(match["parts"])][int(match["part"])] = match["link"]
    complete = {
        day: [links[number] for number in sorted(links)]
        for (day, count), links in parts.items()
        if set(links) == set(range(1, count + 1))
    }
    return whole | complete
