"""Small areas, boundaries, postcodes without a heading, codes of trades and prices: the lists."""

import json

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
    """Write the districts as squares side by side, whose borders wind a little."""
    features = [
        {
            "type": "Feature",
            "properties": {"LAD24CD": row.code, "LAD24NM": row.nice_name},
            "geometry": {"type": "Polygon", "coordinates": [_square(at)]},
        }
        for at, row in enumerate(_DISTRICTS)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _square(at: int) -> list[tuple[float, float]]:
    west, east = _border(at), _border(at + 1)
    return [*west, *reversed(east), west[0]]


def _border(at: int) -> list[tuple[float, float]]:
    west = -2.5 + at * 0.2
    return [(round(west + 0.001 * (step % 2), 3), round(54 + step * 0.05, 2)) for step in range(5)]


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
