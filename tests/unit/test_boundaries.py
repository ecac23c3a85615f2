"""Simpler boundaries: fewer points, and neighbours that still meet."""

import json
import math
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.sources.boundaries import TOLERANCE_DEGREES
from ingest.sources.boundaries.simplifying import Area, Point, Ring, simplified

REAL = Path(__file__).resolve().parents[2].parent / "shared/data/geography"
WINDING: Ring = [(1, 0), (1.001, 0.5), (0.999, 1.0), (1.3, 1.5), (1, 2)]
WEST: Area = [[[(0, 0), *WINDING, (0, 2), (0, 0)]]]
EAST: Area = [[[(1, 0), (2, 0), (2, 2), *WINDING[::-1]]]]
ISLAND: Area = [[[(5, 5), (5.2, 5.001), (5.4, 5), (5.4, 5.4), (5, 5.4), (5, 5)]]]
SPECK: Area = [[[(9, 9), (9.001, 9), (9.001, 9.001), (9, 9)]]]


def points(area: Area) -> set[Point]:
    return {point for polygon in area for ring in polygon for point in ring}


def edges(area: Area) -> set[frozenset[Point]]:
    return {frozenset(pair) for polygon in area for ring in polygon for pair in pairwise(ring)}


def test_neighbours_keep_the_same_points_of_the_border_they_share() -> None:
    west, east = simplified([WEST, EAST], 0.01)

    assert points(west) & points(east) == {(1, 0), (0.999, 1.0), (1.3, 1.5), (1, 2)}
    assert (1.001, 0.5) not in points(west) | points(east)


def test_rings_stay_closed_and_an_area_alone_is_simplified_too() -> None:
    (area,) = simplified([ISLAND], 0.01)

    assert area[0][0][0] == area[0][0][-1]
    assert points(area) == points(ISLAND) - {(5.2, 5.001)}


def test_a_speck_beside_a_mainland_goes_and_the_last_of_an_area_stays() -> None:
    both, alone = simplified([ISLAND + SPECK, SPECK], 0.01)

    assert points(both) & points(SPECK) == set()
    assert alone == SPECK


def test_nothing_is_left_out_where_nothing_is_too_near() -> None:
    assert [points(area) for area in simplified([WEST, EAST], 0.0001)] == [
        points(WEST),
        points(EAST),
    ]
    assert simplified([[]], 1) == [[]]


def test_on_the_real_boundaries_no_gap_opens_between_neighbours() -> None:
    path = REAL / "boundaries_ltla24.geojson"
    if not path.exists():
        pytest.skip("NOT RUN: no real boundaries in ../shared/data/geography")
    features = json.loads(path.read_text("utf-8"))["features"]
    areas: list[Area] = [
        [
            [[(float(point[0]), float(point[1])) for point in ring] for ring in polygon]
            for polygon in feature["geometry"]["coordinates"]
        ]
        for feature in features
    ]

    simple = simplified(areas, TOLERANCE_DEGREES)

    for area, simpler in zip(areas, simple, strict=True):
        assert simpler
        assert points(simpler) <= points(area)
    assert shared_length(simple) / shared_length(areas) > 0.97


def shared_length(areas: list[Area]) -> float:
    """Return how long the borders are that stand in two areas point for point."""
    seen = Counter(edge for area in areas for edge in edges(area))
    assert max(seen.values()) == 2
    return sum(math.dist(*edge) for edge, times in seen.items() if times == 2)
