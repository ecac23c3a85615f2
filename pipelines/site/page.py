"""The release's page: everything it shows is read from the release's own database."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, StrictUndefined

from ingest.specs import SourceSpec
from pipelines.release.boundaries import FILE as BOUNDARIES
from pipelines.release.describe import DATABASE, Title, without_terms
from pipelines.release.export import FORMULA_NOTE
from pipelines.site import (
    charts,
    contracts,
    maps,
    opportunities,
    places,
    publishers,
    spending,
    suppliers,
)
from pipelines.site.figures import Figure, Ledger, listed, with_codes
from pipelines.site.reading import VAT_WORDS, day, month

QUESTION = """\
select publisher_name, financial_year, vat_basis, paid_gbp,
       own_area_share_low, own_area_share_high
from mart_spend_geography
order by publisher_name, financial_year, vat_basis"""


def write_site(release: Path, title: Title, sources: Sequence[SourceSpec]) -> Path:
    """Write ``release/site`` from the release's database and what stands beside it."""
    site = release / "site"
    (site / "charts").mkdir(parents=True)
    ledger = Ledger()
    as_of = dt.date.fromisoformat(title.as_of)
    with duckdb.connect(str(release / DATABASE), read_only=True) as connection:
        shown = _read(connection, ledger, as_of, {one.source_id: one.title for one in sources})
    for drawing in filter(None, shown["charts"].values()):
        for ending, svg in drawing.svgs.items():
            (site / "charts" / f"{drawing.name}{ending}.svg").write_text(svg, "utf-8")
    package = json.loads((release / "datapackage.json").read_text("utf-8"))
    page = render(
        {
            **shown,
            "title": {**asdict(title), "text": title.text, "day": day(as_of)},
            "feeds": contracts.feeds(release),
            "has_boundaries": (release / BOUNDARIES).exists(),
            "sources": sorted(sources, key=lambda source: source.source_id),
            "without_terms": without_terms(sources),
            "downloads": [_download(resource) for resource in package["resources"]],
            "formula_note": FORMULA_NOTE,
            "question": QUESTION,
            "database": DATABASE,
            "example": _example(ledger),
            "figures": len(ledger.figures),
        }
    )
    (site / "index.html").write_text(page, "utf-8")
    (site / "figures.csv").write_text(ledger.as_csv(), "utf-8", newline="")
    (site / "style.css").write_text(_own("style.css"), "utf-8")
    return site / "index.html"


def render(values: Mapping[str, Any]) -> str:
    """Return the page. Everything that comes from data is escaped; a name that is missing fails."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["listed"] = listed
    environment.filters["with_codes"] = with_codes
    environment.filters["first_lower"] = lambda words: words[:1].lower() + words[1:]
    environment.filters["first_upper"] = lambda words: words[:1].upper() + words[1:]
    return environment.from_string(_own("templates/index.html.j2")).render(values)


def _read(
    connection: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    as_of: dt.date,
    titles: Mapping[str, str],
) -> dict[str, Any]:
    period = spending.period(connection)
    headline = spending.headline(connection, ledger)
    months = spending.months(connection, ledger)
    bodies = spending.bodies(connection, ledger)
    latest = places.latest_years(connection, ledger)
    ends = contracts.drawn(connection, as_of)
    districts = maps.districts(connection)
    return {
        "period": {**period, "first": month(period["first"]), "last": month(period["last"])},
        "headline": headline,
        "bases": [words for words in VAT_WORDS.values() if words in {h["words"] for h in headline}],
        "months": spending.by_month(months),
        "behind": spending.behind(connection),
        "bodies": bodies,
        "places": latest,
        "districts": maps.beside(connection, districts),
        "reasons": places.reasons(connection, ledger),
        "suppliers": suppliers.largest(connection, ledger),
        "clock": contracts.clock(connection, ledger, as_of),
        "off_the_clock": contracts.off_the_clock(connection),
        "standing": contracts.standing(connection),
        "opportunities": opportunities.opportunities(connection, ledger),
        "followed": contracts.followed(connection, ledger),
        "publishers": publishers.publishers(connection, ledger, titles),
        "not_read": publishers.not_read(connection, titles),
        "not_used": publishers.not_used(connection),
        "charts": {
            "months": charts.months_chart(months) if months else None,
            "places": (
                charts.places_chart(latest) if any(row["has_area"] for row in latest) else None
            ),
            "clock": charts.clock_chart(ends, as_of) if ends else None,
            "districts": maps.districts_map(districts),
        },
    }


def _download(resource: Mapping[str, Any]) -> dict[str, Any]:
    parquet = resource.get("parquet")
    return {
        "name": resource["name"],
        "description": resource["description"],
        "rows": resource.get("rows"),
        "path": resource["path"],
        "size": _size(resource["bytes"]),
        "parquet": parquet and {"path": parquet["path"], "size": _size(parquet["bytes"])},
    }


def _size(count: int) -> str:
    """Return a file's size as a reader weighs it before downloading."""
    return f"{count / 1_000_000:,.1f} MB" if count >= 100_000 else f"{-(-count // 1000)} kB"


def _example(ledger: Ledger) -> Figure | None:
    """Return a figure made from one row, to show how one is followed."""
    return next((one for one in ledger.figures if len(one.traces) == 1), None)


def _own(name: str) -> str:
    return files("pipelines.site").joinpath(name).read_text("utf-8")
