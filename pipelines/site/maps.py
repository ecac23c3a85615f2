"""The page's map: districts and how many companies registered in each were paid.

Companies are counted and not pounds, because pounds on several VAT bases make no one figure. The
map is drawn from the simplified outlines of the release; a table beside it says the same.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import duckdb

from pipelines.site.charts import FONT, GREEN, GREY, INK, SAGE, WIDTHS, Drawing
from pipelines.site.reading import Row, read

SHADES = ("#ffffff", "#e2ece5", "#b4cebf", SAGE, GREEN)
"""None, then up to a quarter, a half, three quarters and the whole of the most."""
PALE = "#f2f3ef"
TALLEST = 460
NAMED, NUMBERED = 8, 40
"""Up to so many districts have their name, or their number, on the map; more would cover it."""
TITLE = "Companies paid, by district of their registered office"
DESCRIPTION = "The darker a district, the more companies registered there were paid."

_DISTRICTS = """
    with counted as (
        select supplier_district_code as code, count(distinct organisation_key) as companies,
            count(*) as payments, bool_or(place_band in ('own_area', 'same_region')) as is_near
        from fct_payments where supplier_district_code is not null group by all
    ),
    outlines as (select * from dim_place_boundaries where is_newest_edition)
    select coalesce(counted.code, outlines.place_code) as code,
        coalesce(outlines.place_name, counted.code) as name,
        coalesce(companies, 0) as companies, coalesce(payments, 0) as payments,
        coalesce(is_near, false) as is_near, outline_geojson as outline
    from counted full join outlines on counted.code = outlines.place_code
    order by name, code
"""
_UNPLACED = "select count(*) as payments from fct_payments where supplier_district_code is null"

Point = tuple[float, float]
Ring = Sequence[Point]


@dataclass(frozen=True, slots=True)
class _View:
    """How degrees become points of a drawing: north is up, and a mile east as long as one north."""

    west: float
    north: float
    squeeze: float
    scale: float
    width: int
    height: int

    def at(self, point: Point) -> Point:
        east, north = point[0], point[1]
        return (east - self.west) * self.squeeze * self.scale, (self.north - north) * self.scale


def districts(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return every district that has an outline or was paid into, by name."""
    return read(connection, _DISTRICTS)


def beside(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> dict[str, object]:
    """Return what the table beside the map says: near districts one by one, the rest together."""
    (unplaced,) = read(connection, _UNPLACED)
    far = [row for row in rows if not row["is_near"]]
    return {
        "near": [row for row in rows if row["is_near"]],
        "elsewhere": {what: sum(row[what] for row in far) for what in ("companies", "payments")},
        "unknown": unplaced["payments"],
    }


def districts_map(rows: Sequence[Row]) -> Drawing | None:
    """Draw the districts of the bodies' own areas and regions; None where none has an outline."""
    near = [row for row in rows if row["is_near"] and row["outline"]]
    if not near:
        return None
    svgs = {ending: _svg(near, rows, width) for ending, width in WIDTHS.items()}
    return Drawing("districts", TITLE, DESCRIPTION, svgs)


def _svg(near: Sequence[Row], rows: Sequence[Row], width: int) -> str:
    view = _view(near, width)
    most = max(row["companies"] for row in near)
    around = [row for row in rows if row["outline"] and not row["is_near"] and _seen(row, view)]
    shapes = [*(_shape(row, view, PALE) for row in around)]
    shapes += [_shape(row, view, _shade(row["companies"], most)) for row in near]
    labels = [
        _label(row, view, _shade(row["companies"], most), is_named=len(near) <= NAMED)
        for row in near
        if len(near) <= NUMBERED
    ]
    words = f"<title>{escape(TITLE)}</title><desc>{escape(DESCRIPTION)}</desc>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{view.width}" '
        f'height="{view.height}" viewBox="0 0 {view.width} {view.height}" '
        f'font-family="{FONT}" text-anchor="middle">{words}{"".join(shapes)}{"".join(labels)}</svg>'
    )


def _view(near: Sequence[Row], width: int) -> _View:
    points = [point for row in near for ring in _rings(row) for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) * squeeze, north - south
    scale = min(width / (wide * 1.1), TALLEST / (high * 1.1))
    margin = 0.05 * high
    shown = int(wide * 1.1 * scale)
    return _View(west - 0.05 * (east - west), north + margin, squeeze, scale, shown,
                 int(high * 1.1 * scale))  # fmt: skip


def _rings(row: Row) -> Iterator[Ring]:
    for polygon in json.loads(row["outline"])["coordinates"]:
        yield from polygon


def _seen(row: Row, view: _View) -> bool:
    drawn = [view.at(point) for ring in _rings(row) for point in ring]
    across = min(x for x, _ in drawn) < view.width and max(x for x, _ in drawn) > 0
    return across and min(y for _, y in drawn) < view.height and max(y for _, y in drawn) > 0


def _shade(companies: int, most: int) -> str:
    return SHADES[-(-companies * (len(SHADES) - 1) // most)] if companies else SHADES[0]


def _shape(row: Row, view: _View, fill: str) -> str:
    lines = (
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(view.at, ring[:-1])) + "Z"
        for ring in _rings(row)
    )
    return (
        f'<path d="{"".join(lines)}" fill="{fill}" fill-rule="evenodd" stroke="{GREY}" '
        'stroke-width="1"/>'
    )


def _label(row: Row, view: _View, shade: str, *, is_named: bool) -> str:
    x, y = view.at(_middle(max(_rings(row), key=lambda ring: abs(_area(ring)))))
    ink = "#ffffff" if shade == GREEN else INK
    name = escape(row["name"])
    number = (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" fill="{ink}">{row["companies"]:,}</text>'
    )
    if not is_named or view.width < TALLEST:
        return number
    return f'<text x="{x:.1f}" y="{y - 16:.1f}" font-size="12" fill="{ink}">{name}</text>{number}'


def _area(ring: Ring) -> float:
    """Return twice the area of a ring, negative where it goes round with the sun."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def _middle(ring: Ring) -> Point:
    """Return the middle of a ring's corners, each of them once."""
    corners = ring[:-1]
    count = len(corners)
    return sum(x for x, _ in corners) / count, sum(y for _, y in corners) / count
