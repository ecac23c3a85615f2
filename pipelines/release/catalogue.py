"""The release as a catalogue of data knows it: DCAT for portals, schema.org for search engines.

Addresses are relative to the release's folder, which may be served from anywhere.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.specs import SourceSpec
from pipelines.release.describe import Title, licences, without_terms
from pipelines.release.export import Exported

CSV_TYPE = "text/csv"
PARQUET_TYPE = "application/vnd.apache.parquet"


def dcat(
    title: Title, exported: Sequence[Exported], database: Path, sources: Sequence[SourceSpec]
) -> dict[str, Any]:
    """Return the DCAT 3 description of the release, in JSON-LD."""
    files = [(one.csv, CSV_TYPE, one.model.description) for one in exported]
    files += [(one.parquet, PARQUET_TYPE, one.model.description) for one in exported]
    files.append((database, "application/octet-stream", "Every table in one DuckDB database."))
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
        },
        "@id": "",
        "@type": "dcat:Dataset",
        "dct:identifier": f"golden-thread-{title.release_id}",
        "dct:title": title.text,
        "dct:issued": title.as_of,
        "dct:spatial": title.area,
        "dct:license": [{"@id": one["path"]} for one in licences(sources)],
        "dct:rights": _rights(sources),
        "dct:source": [{"@id": source.homepage} for source in sources],
        "dcat:version": title.release_id,
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": path.name,
                "dct:description": description,
                "dcat:mediaType": media_type,
                "dcat:byteSize": path.stat().st_size,
                "dcat:downloadURL": {"@id": path.name},
            }
            for path, media_type, description in files
        ],
    }


def schema_org(
    title: Title, exported: Sequence[Exported], sources: Sequence[SourceSpec]
) -> dict[str, Any]:
    """Return the schema.org description of the release, in JSON-LD."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": title.text,
        "description": (
            f"Payments, contracts and awards of public bodies in {title.area}, "
            "as they published them, each figure traceable to its document and line."
        ),
        "version": title.release_id,
        "datePublished": title.as_of,
        "isAccessibleForFree": True,
        "spatialCoverage": title.area,
        "license": [one["path"] for one in licences(sources)],
        "conditionsOfAccess": _rights(sources),
        "isBasedOn": [source.homepage for source in sources],
        "creditText": " ".join(sorted({source.licence.attribution for source in sources})),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": CSV_TYPE, "contentUrl": one.csv.name}
            for one in exported
        ],
        "variableMeasured": sorted({c.name for one in exported for c in one.model.columns}),
    }


def _rights(sources: Sequence[SourceSpec]) -> str:
    """Say what the licences do not cover."""
    unstated = "; ".join(f"{one.title} ({one.licence.name})" for one in without_terms(sources))
    each = "What comes from a source is under the licence of that source."
    return f"{each} No terms are stated for: {unstated}." if unstated else each
