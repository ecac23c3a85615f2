"""The two postcode files of the Office for National Statistics, whose columns change their names.

One lookup is best fitted from output areas, the other found point by point; their headings are
of one kind. Columns are matched by pattern, never by name: a year is part of most of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.bulk import Layout, every_csv, parse_table, positions_by, unknown_layout
from ingest.model import Context, Document, Parsed

TABLE = "postcodes"
ADDRESS = "{}/data"
"""An edition is an item of the portal, under an id that changes with each."""

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
    "itl_code": re.compile(r"itl(?:(\d\d)cd)?|nuts"),
    "built_up_area_code": re.compile(r"bua(\d\d)(?:cd)?"),
    "lsoa11_code": re.compile(r"lsoa11(?:cd)?"),
    "lsoa21_code": re.compile(r"lsoa21(?:cd)?"),
    "msoa_code": re.compile(r"msoa(\d\d)(?:cd)?"),
    "rural_urban_11": re.compile(r"ruc?11ind"),
    "rural_urban_21": re.compile(r"ruc?21ind"),
    "imd_rank": re.compile(r"imd(?:(\d\d)ind)?"),
    "latitude": re.compile(r"lat"),
    "longitude": re.compile(r"long"),
}
"""Our columns, and what the releases of 2021 to 2026 call them. The group is a vintage."""

EITHER = (("lsoa11_code", "lsoa21_code"), ("rural_urban_11", "rural_urban_21"))
"""Vintages that mean different areas and are kept apart: a release has one of them, or both."""


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a postcode, live or ended. Pseudo codes such as E99999999 stay as they are.

    Raises:
        RefusedDocumentError: the document is not the lookup in a layout we know.
    """
    yield from parse_table(TABLE, document, recognise, choose)


def recognise(heading: Sequence[str]) -> Layout:
    """Return where our columns stand; of several vintages of an area, the newest.

    Raises:
        RefusedDocumentError: a column of ours has no counterpart.
    """
    found = positions_by(PATTERNS, heading)
    optional = {name for names in EITHER for name in names}
    missing = [name for name in PATTERNS if name not in found and name not in optional]
    missing += [" or ".join(names) for names in EITHER if not found.keys() & set(names)]
    if missing:
        raise unknown_layout(missing)
    lsoa = "lsoa21_code" if "lsoa21_code" in found else "lsoa11_code"
    words = ", ".join(heading[found[name]] for name in ("district_code", lsoa, "imd_rank"))
    return Layout(f"postcode lookup by {words}", found)


def choose(names: Sequence[str]) -> list[str]:
    """Return the one table of a release, or its split by postcode area where there is no other.

    >>> choose(["Data/multi_csv/X_HX.csv", "Data/X.csv", "Documents/Y.csv"])
    ['Data/X.csv']
    """
    tables = [name for name in every_csv(names) if not re.search(r"(?i)(?:^|/)documents/", name)]
    whole = [name for name in tables if "multi_csv/" not in name.casefold()]
    return whole or tables
