"""Write what the declarations say as pages: ``docs/reference/`` and ``ATTRIBUTION.md``.

Run as ``python -m docs.generate``. What is written by hand stays where it is.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from docs.generator.attribution import attribution
from docs.generator.commands import commands_of, commands_page
from docs.generator.models import Limits, model_pages
from docs.generator.publishers import publishers_page
from docs.generator.rules import refusals_page
from docs.generator.sources import source_pages
from expectations.registry import LANDED_SUITES, PUBLISHED_SUITES
from ingest.declarations import load_our_publishers
from ingest.refusals import EMPTY_CODES, REASONS
from ingest.registry import load_specs
from ingest.sources.spend.payments import REJECTS
from ingest.sources.spend.prompt_payment import REJECTS as PROMPT_PAYMENT_REJECTS
from pipelines.cli import app
from pipelines.release.manifest import Model, read_models
from pipelines.settings import DBT_PROJECT, ROOT, Settings

DOCS = ROOT / "docs"


def main() -> None:
    """Write every generated page where it belongs."""
    with tempfile.TemporaryDirectory() as scratch:
        write_reference(DOCS / "reference", published(Path(scratch)))
    (ROOT / "ATTRIBUTION.md").write_text(attribution(load_specs().values()), "utf-8")


def published(scratch: Path) -> Sequence[Model]:
    """Return the published models as dbt itself reads them; it leaves its manifest in ``scratch``.

    Raises:
        RuntimeError: dbt cannot read the project.
    """
    # Loading dbt takes seconds that nothing else here needs.
    from dbt.cli.main import dbtRunner

    os.environ.update(Settings.from_environment().for_children())
    project = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    paths = ["--target-path", str(scratch), "--log-path", str(scratch)]
    parsed = dbtRunner().invoke(["parse", "--quiet", "--no-partial-parse", *project, *paths])
    if not parsed.success:
        raise RuntimeError(f"dbt cannot read the project: {parsed.exception}")
    return read_models(scratch / "manifest.json")


def write_reference(folder: Path, models: Sequence[Model]) -> None:
    """Write all reference pages below ``folder``, in place of those that are there."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in reference(models).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def reference(models: Sequence[Model]) -> Mapping[str, str]:
    """Return every reference page, by its path below ``reference/``."""
    return {
        **source_pages(list(load_specs().values()), LANDED_SUITES),
        **model_pages(models, PUBLISHED_SUITES, limits()),
        "publishers.md": publishers_page(load_our_publishers()),
        "refusals.md": refusals_page(REASONS, EMPTY_CODES, {**REJECTS, **PROMPT_PAYMENT_REJECTS}),
        "commands.md": commands_page(commands_of(app)),
    }


def limits() -> Limits:
    """Return what each published table cannot say, from ``docs/limits.yml``."""
    known: Limits = yaml.safe_load((DOCS / "limits.yml").read_text("utf-8"))
    return known


if __name__ == "__main__":
    main()
