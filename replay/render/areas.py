"""Small areas, boundaries, postcodes without a heading, codes of trades and prices: the lists."""

import json
import math
from itertools import pairwise

from replay.companies import TRADES
from replay.places import (
    AUTHORITIES,
    CODE_POINT_ONLY,
    REGION_NAMES,
    Postcode,
    region_of,
)
from replay.render.archives import zipped
from replay.render.geography import lsoa_2011, lsoa_2021
from replay.render.tables import delimited

_DISTRICTS = [row for row in AUTHORITIES if row.type_code != "CTY" and row.ended is None]
LEFT_OUT = "4"
"""Small areas of 2021 whose code ends so are not in the index of 2025."""
TOWN = (420000, 520000)
"""Easting and northing of every postcode that only Code-Point Open has."""


def render_code_point(postcodes: tuple[Postcode, ...]) -> bytes:
    """Write the zip of live postcodes: no heading, and three that the lookup has not yet."""
    live = [
        (row.text, row.district_code, row.easting, row.northing)
        for row in postcodes
        if not row.terminated and row.district_code
    ]
    new = [(text, code, *TOWN) for text, code in CODE_POINT_ONLY.items()]
    rows = [
        (text, "10", str(east), str(north), "E92000001", "", "", "", code, "E05999001")
        for text, code, east, north in (*live, *new)
    ]
    nowhere = ("ZA8 9ZZ", "90", "0", "0", "E92000001", "", "", "", "", "")
    columns = delimited([("PC", "PQ", "EA", "NO", "CY", "RH", "LH", "CC", "DC", "WC")])
    return zipped(
        {
            "Doc/Code-Point_Open_Column_Headers.csv": columns,
            "Data/CSV/za.csv": delimited([*rows, nowhere]),
        }
    )


def render_deprivation_2019(postcodes: tuple[Postcode, ...]) -> bytes:
    """Write ranks and deciles on the small areas of 2011, as File 7 heads them."""
    areas = sorted({lsoa_2011(row) for row in postcodes if row.district_code})
    head = ("LSOA code (2011)", "LSOA name (2011)", "Local Authority District code (2019)")
    return _deprivation(head, areas, 32844)


def render_deprivation_2025(postcodes: tuple[Postcode, ...]) -> bytes:
    """Write the same on the small areas of 2021, but for those that the index leaves out."""
    areas = sorted({lsoa_2021(row) for row in postcodes if row.district_code})
    listed = [code for code in areas if not code.endswith(LEFT_OUT)]
    head = ("LSOA code (2021)", "LSOA name (2021)", "Local Authority District code (2024)")
    return _deprivation(head, listed, 33755)


def _deprivation(head: tuple[str, str, str], areas: list[str], england: int) -> bytes:
    index = "Index of Multiple Deprivation (IMD)"
    heading = (
        *head,
        f"{index} Score",
        f"{index} Rank (where 1 is most deprived)",
        f"{index} Decile (where 1 is most deprived 10% of LSOAs",
    )
    rows = []
    for number, code in enumerate(areas):
        decile = number % 10 + 1
        rank = england * (decile - 1) // 10 + number + 1
        rows.append((code, f"Aldermere {number:03d}", "E07999001", "20.5", str(rank), str(decile)))
    return delimited([heading, *rows])


def render_lsoa_lookup(postcodes: tuple[Postcode, ...]) -> bytes:
    """Write which small area lies in which ward and district: each in that of its first."""
    first: dict[str, Postcode] = {}
    for row in postcodes:
        if row.district_code:
            first.setdefault(lsoa_2021(row), row)
    rows = [(code, f"E05999{row.number // 20:03d}", row.district_code)
            for code, row in sorted(first.items())]  # fmt: skip
    return delimited([("LSOA21CD", "WD24CD", "LAD24CD"), *rows])


def render_regions() -> bytes:
    """Write which district lies in which region."""
    heading = ("LAD24CD", "LAD24NM", "RGN24CD", "RGN24NM")
    rows = [(row.code, row.nice_name, region_of(row.code), REGION_NAMES[region_of(row.code)])
            for row in _DISTRICTS]  # fmt: skip
    return delimited([heading, *rows])


def render_boundaries() -> bytes:
    """Write the districts side by side in rows of three, with borders that wind as real ones do."""
    features = [
        {
            "type": "Feature",
            "properties": {"LAD24CD": row.code, "LAD24NM": row.nice_name},
            "geometry": {"type": "Polygon", "coordinates": [_outline(at)]},
        }
        for at, row in enumerate(_DISTRICTS)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


Corner = tuple[int, int]
_POINTS_A_SIDE = 24


def _outline(at: int) -> list[tuple[float, float]]:
    south, west = divmod(at, 3)
    corners = [(west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1)]
    ring = [
        point for start, end in pairwise([*corners, corners[0]]) for point in _side(start, end)[:-1]
    ]
    return [*ring, ring[0]]


def _side(start: Corner, end: Corner) -> list[tuple[float, float]]:
    """Return the border between two corners: the same for both districts that share it."""
    if end < start:
        return _side(end, start)[::-1]
    (west, south), (east, north) = _place(start), _place(end)
    turn = start[0] * 2.1 + start[1] * 3.7 + end[1] * 1.3
    side = []
    for step in range(_POINTS_A_SIDE + 1):
        way = step / _POINTS_A_SIDE
        bend = math.sin(math.pi * way) * (math.sin(9 * way + turn) + math.sin(23 * way - turn) / 2)
        east_of = west + way * (east - west) + 0.07 * bend * (north - south)
        north_of = south + way * (north - south) - 0.07 * bend * (east - west)
        side.append((round(east_of, 4), round(north_of, 4)))
    return side


def _place(corner: Corner) -> tuple[float, float]:
    across, up = corner
    return (
        -2.5 + 0.4 * across + 0.06 * math.sin(5 * across + 3 * up),
        54.4 - 0.24 * up + 0.04 * math.sin(4 * across + 7 * up),
    )


def render_industries() -> bytes:
    """Write the trades of the county as Companies House lists industries."""
    rows = [tuple(trade.sic.split(" - ", 1)) for trade in TRADES]
    return delimited([("SIC Code", "Description"), *sorted(rows)])


def render_industry_tree() -> bytes:
    """Write the divisions and classes of the same trades as the classification has them."""
    rows = {}
    for trade in TRADES:
        code, name = trade.sic.split(" - ", 1)
        group, digits = f"{code[:2]}.{code[2]}", f"{code[:2]}.{code[2:4]}"
        rows[code[:2]] = (code[:2], f"Division of {trade.words.lower()}", "")
        rows[digits] = (digits, name, f"industrial-classification-2007:{group}")
    heading = ("industrial-classification-2007", "name", "parent")
    return delimited([heading, *(row for _, row in sorted(rows.items()))], delimiter="\t")


def render_purchase_codes() -> bytes:
    """Write what the trades sell by the vocabulary, check digits and all."""
    rows = [(f"{trade.cpv}-{sum(map(int, trade.cpv)) % 10}", trade.cpv_text) for trade in TRADES]
    return delimited([("code", "label"), *sorted(rows)])


def render_price_index() -> bytes:
    """Write an index of prices as the Treasury does: titles first, two blocks side by side."""
    titles = [
        ("Aldermere prices and what they would have been, March 2026",),
        ("Financial year", "2024-25 = 100", "per cent change", "", "Calendar year", "2024 = 100"),
        (),
    ]
    values = {2023: "96.123", 2024: "100.000", 2025: "103.456"}
    rows = [(f"{year}-{(year + 1) % 100:02d}", index, "3.5", "", str(year), index)
            for year, index in values.items()]  # fmt: skip
    return delimited([*titles, *rows])
