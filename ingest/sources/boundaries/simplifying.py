"""Simpler boundaries for small maps, in which neighbours still meet.

A border is cut where three areas meet, and each piece is simplified once, whichever area it is
read from. So two neighbours keep the same points, and no gap opens between them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
Area = list[Polygon]

_CORNERS = 3
"""Below this many corners a ring encloses nothing."""


def simplified(areas: Sequence[Area], tolerance: float) -> list[Area]:
    """Return every area with the points left out that lie within ``tolerance`` of the line.

    The unit is that of the points. Islands and lakes that would shrink to a line go, but no area
    loses the last of its rings: that one stays as it was.
    """
    rings = [ring for area in areas for polygon in area for ring in polygon]
    junctions = _junctions(rings)
    return [_area(area, junctions, tolerance) for area in areas]


def _area(area: Area, junctions: frozenset[Point], tolerance: float) -> Area:
    kept: Area = []
    for polygon in area:
        outer, *holes = (_ring(ring, junctions, tolerance) for ring in polygon)
        if outer:
            kept.append([outer, *(hole for hole in holes if hole)])
    if kept or not area:
        return kept
    return [max(area, key=lambda polygon: len(polygon[0]))]


def _junctions(rings: Iterable[Ring]) -> frozenset[Point]:
    """Return the points from which lines leave in more than two directions."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for one, other in pairwise(ring):
            if one != other:
                neighbours[one].add(other)
                neighbours[other].add(one)
    return frozenset(point for point, found in neighbours.items() if len(found) > 2)


def _ring(ring: Ring, junctions: frozenset[Point], tolerance: float) -> Ring:
    """Return a closed ring, or nothing where too few corners are left of it."""
    corners = [point for at, point in enumerate(ring[:-1]) if point != ring[at + 1]]
    if len(corners) < _CORNERS:
        return []
    cuts = [at for at, point in enumerate(corners) if point in junctions]
    if not cuts:
        cuts = _ends(corners)
    turned = corners[cuts[0] :] + corners[: cuts[0]] + [corners[cuts[0]]]
    marks = [at - cuts[0] for at in cuts] + [len(corners)]
    found: Ring = []
    for start, end in pairwise(marks):
        found += _arc(turned[start : end + 1], tolerance)[:-1]
    return [*found, found[0]] if len(set(found)) >= _CORNERS else []


def _ends(corners: Ring) -> list[int]:
    """Cut a ring that meets no other at its first point in order and the one farthest from it."""
    first = min(range(len(corners)), key=lambda at: corners[at])
    origin = corners[first]
    far = max(range(len(corners)), key=lambda at: (_squared(origin, corners[at]), corners[at]))
    return sorted({first, far})


def _arc(points: Ring, tolerance: float) -> Ring:
    """Simplify a piece of border the same way from whichever end it is read."""
    if points[::-1] < points:
        return _thinned(points[::-1], tolerance)[::-1]
    return _thinned(points, tolerance)


def _thinned(points: Ring, tolerance: float) -> Ring:
    """Leave out points by Douglas and Peucker, without calling itself."""
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        start, end = waiting.pop()
        inner = range(start + 1, end)
        if not inner:
            continue
        far = max(inner, key=lambda at: _off(points[at], points[start], points[end]))
        if _off(points[far], points[start], points[end]) > tolerance * tolerance:
            kept.add(far)
            waiting += [(start, far), (far, end)]
    return [points[at] for at in sorted(kept)]


def _squared(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _off(point: Point, start: Point, end: Point) -> float:
    """Return the square of a point's distance from the piece of line between two others."""
    length = _squared(start, end)
    if not length:
        return _squared(point, start)
    along = (point[0] - start[0]) * (end[0] - start[0]) + (point[1] - start[1]) * (
        end[1] - start[1]
    )
    share = min(1.0, max(0.0, along / length))
    nearest = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
    return _squared(point, nearest)
