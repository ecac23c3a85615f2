"""The outlines of districts as one GeoJSON file that any map program opens (RFC 7946)."""

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb

from ingest.specs import SourceSpec
from pipelines.release.describe import DATABASE

FILE = "boundaries.geojson"
_NEWEST = """
    select place_code, place_name, edition, licence, outline_geojson
    from dim_place_boundaries where is_newest_edition order by place_code
"""


def write_boundaries(release: Path, sources: Sequence[SourceSpec]) -> Path | None:
    """Write the newest edition in ``release``'s database, a feature a district.

    ``sources`` say whom to name. Returns None, and writes nothing, where no edition was loaded.
    """
    with duckdb.connect(str(release / DATABASE), read_only=True) as connection:
        rows = connection.execute(_NEWEST).fetchall()
    if not rows:
        return None
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {
                "place_code": code,
                "place_name": name,
                "edition": edition,
                "licence": licence,
            },
            "geometry": json.loads(outline),
        }
        for code, name, edition, licence, outline in rows
    ]
    path = release / FILE
    named = [one.licence.attribution for one in sources if one.source_id == "boundaries"]
    collection = {"type": "FeatureCollection", "attribution": named, "features": features}
    text = json.dumps(collection, ensure_ascii=False)
    path.write_text(text + "\n", "utf-8")
    return path
