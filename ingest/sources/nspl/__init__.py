"""National Statistics Postcode Lookup: one archive a quarter, columns renamed each time.

An area declares the releases it wants as options, label to item id: ``"2026-02": "<item id>"``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.bulk import Layout, every_csv, parse_table, refuse_no_table, unknown_layout
from ingest.model import Connector, Context, DeliveryKey, Document, Followed, Parsed, Request

TABLE = "postcodes"

PATTERNS: Mapping[str, re.Pattern[str]] = {
    "postcode": re.compile(r"pcds"),
    "introduced": re.compile(r"dointr"),
    "terminated": re.compile(r"doterm"),
    "user_type": re.compile(r"usertype|usrtypind"),
    "easting": re.compile(r"(?:os)?east1m"),
    "northing": re.compile(r"(?:os)?n(?:o)?rth1m"),
    "output_area": re.compile(r"oa(\d\d)(?:cd)?"),
    "county_code": re.compile(r"(?:os)?cty(?:(\d\d)cd)?"),
    "district_code": re.compile(r"(?:os)?laua|lad(\d\d)cd"),
    "ward_code": re.compile(r"(?:os)?ward|wd(\d\d)cd"),
    "country_code": re.compile(r"ctry(?:(\d\d)cd)?"),
    "region_code": re.compile(r"rgn(?:(\d\d)cd)?"),
    "lsoa_code": re.compile(r"lsoa(\d\d)(?:cd)?"),
    "msoa_code": re.compile(r"msoa(\d\d)(?:cd)?"),
    "imd_rank": re.compile(r"imd(?:(\d\d)ind)?"),
    "latitude": re.compile(r"lat"),
    "longitude": re.compile(r"long"),
}
"""Our columns, and what the releases of 2021 to 2026 call them. The group is a vintage."""


def plan(context: Context) -> Iterator[Request]:
    """Ask for every declared release that has not been pulled whole; releases do not change."""
    source_id = context.spec.source_id
    for label, item_id in sorted(context.options.items()):
        delivery = DeliveryKey(source_id, source_id, label)
        if delivery not in context.asked:
            url = f"{context.spec.base_url}/{item_id}/data"
            yield Request(url=url, delivery=delivery, name=item_id)


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return nothing more to ask: a release is one document.

    Raises:
        RefusedDocumentError: the answer is no table: it is asked for again.
    """
    refuse_no_table(body)
    return Followed()


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a postcode, live or ended. Pseudo codes such as E99999999 stay as they are.

    Raises:
        RefusedDocumentError: the document is not the lookup in a layout we know.
    """
    yield from parse_table(TABLE, document, recognise, choose)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return Connector(plan, follow, parse)


def recognise(heading: Sequence[str]) -> Layout:
    """Return where our columns stand; of several vintages of an area, the newest.

    Raises:
        RefusedDocumentError: a column of ours has no counterpart.
    """
    positions = {column: _newest(pattern, heading) for column, pattern in PATTERNS.items()}
    missing = [column for column, position in positions.items() if position is None]
    if missing:
        raise unknown_layout(missing)
    found = {column: at for column, at in positions.items() if at is not None}
    words = ", ".join(heading[found[name]] for name in ("district_code", "lsoa_code", "imd_rank"))
    return Layout(f"postcode lookup by {words}", found)


def choose(names: Sequence[str]) -> list[str]:
    """Return the one table of a release, or its split by postcode area where there is no other.

    >>> choose(["Data/multi_csv/X_HX.csv", "Data/X.csv", "Documents/Y.csv"])
    ['Data/X.csv']
    """
    tables = [name for name in every_csv(names) if not re.search(r"(?i)(?:^|/)documents/", name)]
    whole = [name for name in tables if "multi_csv/" not in name.casefold()]
    return whole or tables


def _newest(pattern: re.Pattern[str], heading: Sequence[str]) -> int | None:
    matches = ((pattern.fullmatch(name.casefold()), at) for at, name in enumerate(heading))
    vintages = [
        ((match[1] if pattern.groups else None) or "", at) for match, at in matches if match
    ]
    return max(vintages)[1] if vintages else None
