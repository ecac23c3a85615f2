"""Boundaries of districts as GeoJSON, each with a simpler line for small maps.

An area declares the editions it wants as options, label to address.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ingest.documents import kind_of, refusal_of
from ingest.editions import by_edition
from ingest.errors import RefusedDocumentError
from ingest.model import EXTRA, Connector, Context, Document, Parsed, Reject, Row, Summary
from ingest.sources.boundaries.simplifying import Polygon, simplified

TABLE = "districts"
TOLERANCE_DEGREES = 0.005
"""About half a kilometre north and a third east: what a map of a region can show."""
_CODE = re.compile(r"code|(?:lad|ltla)\d\d(?:_?code|cd)")
_NAME = re.compile(r"name|(?:lad|ltla)\d\d(?:_?name|nm)")


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a district; ``line`` is the number of its feature.

    Raises:
        RefusedDocumentError: the document is no GeoJSON of areas with codes.
    """
    features = _features(document.path.read_bytes())
    polygons = [_polygons(feature) for feature in features]
    simple = simplified([found or [] for found in polygons], TOLERANCE_DEGREES)
    for number, (feature, found, simpler) in enumerate(
        zip(features, polygons, simple, strict=True), 1
    ):
        properties = feature.get("properties") or {}
        code = _named(properties, _CODE)
        if found is None or not code:
            yield Reject(TABLE, "no_area", "The feature has no code or is no area.", number)
            continue
        read = {name for name in properties if _is_read(name.casefold())}
        others = {name: value for name, value in properties.items() if name not in read}
        values = {
            "district_code": code,
            "district_name": _named(properties, _NAME),
            "geometry_type": str(feature["geometry"]["type"]),
            "coordinates": json.dumps(feature["geometry"]["coordinates"]),
            "simplified_coordinates": json.dumps(simpler),
            EXTRA: json.dumps(others, ensure_ascii=False, sort_keys=True) if others else None,
        }
        yield Row(TABLE, values, number)
    yield Summary(part="", layout="GeoJSON of areas", lines=len(features))


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return by_edition(parse, check=_features)


def _features(body: bytes) -> Sequence[Mapping[str, Any]]:
    if refusal := refusal_of(kind_of(body)):
        raise refusal
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise RefusedDocumentError("not_geojson", f"The file is no JSON: {error}.") from error
    features = answer.get("features") if isinstance(answer, dict) else None
    if not isinstance(features, list) or not features:
        raise RefusedDocumentError("not_geojson", "The file is JSON and no collection of features.")
    return features


def _polygons(feature: Mapping[str, Any]) -> list[Polygon] | None:
    """Return the polygons of a feature, None where it is no area or its points are no pairs."""
    geometry = feature.get("geometry") or {}
    coordinates = geometry.get("coordinates") or []
    found = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(geometry.get("type", ""))
    if not found:
        return None
    return [[[(point[0], point[1]) for point in ring] for ring in polygon] for polygon in found]


def _named(properties: Mapping[str, Any], pattern: re.Pattern[str]) -> str:
    """Return the property of the newest year whose name is of a pattern, empty for none."""
    names = sorted(name for name in properties if pattern.fullmatch(name.casefold()))
    return str(properties[names[-1]] or "") if names else ""


def _is_read(name: str) -> bool:
    return bool(_CODE.fullmatch(name) or _NAME.fullmatch(name))
