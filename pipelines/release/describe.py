"""What the files are and what each column means, in the two formats that tools read.

``datapackage.json`` is a Frictionless data package; ``csv-metadata.json`` is CSVW, under the name
the standard looks for beside the files. Both say only what the manifest and the sources declare.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.specs import SourceSpec
from pipelines.release.export import FORMULA_NOTE, Exported
from pipelines.release.manifest import Column, TraceRule

FRICTIONLESS_TYPES = {
    "bigint": "integer",
    "boolean": "boolean",
    "date": "date",
    "decimal": "number",
    "integer": "integer",
    "timestamp": "datetime",
    "varchar": "string",
}
CSVW_TYPES = FRICTIONLESS_TYPES | {"decimal": "decimal", "timestamp": "dateTime"}
DATABASE = "goldenthread.duckdb"


@dataclass(frozen=True, slots=True)
class Title:
    """What the release calls itself: its identifier, its place and its day.

    Where the place is invented, an address of a notice may be that of a real buyer's.
    """

    release_id: str
    area: str
    as_of: str
    is_invented: bool

    @property
    def text(self) -> str:
        """The title a person reads."""
        return f"Golden Thread: public money in {self.area}"


def datapackage(
    title: Title, exported: Sequence[Exported], database: Path, sources: Sequence[SourceSpec]
) -> dict[str, Any]:
    """Return the Frictionless descriptor of the release."""
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "name": "golden-thread",
        "version": title.release_id,
        "title": title.text,
        "created": f"{title.as_of}T00:00:00Z",
        "description": FORMULA_NOTE,
        "licenses": licences(sources),
        "sources": [_source(source) for source in _sorted(sources)],
        "resources": [_resource(one) for one in exported] + [_database(database)],
    }


def csvw(title: Title, exported: Sequence[Exported]) -> dict[str, Any]:
    """Return the CSVW description of the release's CSV files."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": title.text,
        "dc:description": FORMULA_NOTE,
        "tables": [_table(one) for one in exported],
    }


def licences(sources: Sequence[SourceSpec]) -> list[dict[str, str]]:
    """Return each licence once, by its address; terms that nobody states are none."""
    stated = (source.licence for source in sources if source.licence.is_stated)
    named = {licence.url: licence.name for licence in stated}
    return [{"path": url, "title": name} for url, name in sorted(named.items())]


def without_terms(sources: Sequence[SourceSpec]) -> list[SourceSpec]:
    """Return the sources for which nobody states terms."""
    return [source for source in _sorted(sources) if not source.licence.is_stated]


def digest(path: Path) -> str:
    """Return the SHA-256 of the file at ``path``."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _resource(exported: Exported) -> dict[str, Any]:
    model = exported.model
    resource: dict[str, Any] = {
        "name": model.name,
        "path": exported.csv.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": exported.csv.stat().st_size,
        "hash": f"sha256:{digest(exported.csv)}",
        "description": model.description,
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": {
            "fields": [_field(column) for column in model.columns],
            "primaryKey": [model.key],
            "missingValues": [""],
        },
        "rows": exported.rows,
        "layer": model.layer,
        "grain": list(model.grain),
        "parquet": {
            "path": exported.parquet.name,
            "bytes": exported.parquet.stat().st_size,
            "hash": f"sha256:{digest(exported.parquet)}",
        },
    }
    return resource | ({"trace": _trace(model.trace)} if model.trace else {})


def _field(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "type": FRICTIONLESS_TYPES[_base(column)],
        "description": column.description,
    }
    if column.values:
        described["constraints"] = {"enum": list(column.values)}
    if column.money:
        described["money"] = {"kind": column.money.kind, "vat": column.money.vat}
    return described


def _table(exported: Exported) -> dict[str, Any]:
    model = exported.model
    return {
        "url": exported.csv.name,
        "dc:title": model.name,
        "dc:description": model.description,
        "dialect": {"lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    "titles": column.name,
                    "datatype": CSVW_TYPES[_base(column)],
                    "dc:description": column.description,
                }
                for column in model.columns
            ],
            "primaryKey": [model.key],
        },
    }


def _database(path: Path) -> dict[str, Any]:
    return {
        "name": "goldenthread",
        "path": path.name,
        "format": "duckdb",
        "mediatype": "application/octet-stream",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest(path)}",
        "description": "Every table of this release in one DuckDB database, version 1.3 or later.",
    }


def _trace(rule: TraceRule) -> dict[str, Any]:
    described = {
        "fact": rule.fact,
        "on": list(rule.on),
        "measures": dict(rule.measures),
        "value": dict(rule.values),
    }
    beside = rule.beside
    if beside is None:
        return described
    columns = list(beside.columns)
    return described | {"beside": {"table": beside.table, "on": beside.on, "columns": columns}}


def _source(source: SourceSpec) -> dict[str, Any]:
    return {
        "title": source.title,
        "path": source.homepage,
        "publisher": source.publisher,
        "licence": source.licence.name,
        "licence_is_stated": source.licence.is_stated,
        "attribution": source.licence.attribution,
    }


def _sorted(sources: Sequence[SourceSpec]) -> list[SourceSpec]:
    return sorted(sources, key=lambda source: source.source_id)


def _base(column: Column) -> str:
    """Return the type's family: ``decimal(20,4)`` is ``decimal``."""
    name = column.data_type.split("(")[0]
    if name.startswith("timestamp"):
        return "timestamp"
    return {"text": "varchar", "string": "varchar", "int": "integer"}.get(name, name)
