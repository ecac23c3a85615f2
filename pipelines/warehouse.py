"""The dbt project as Dagster sees it, and the fingerprint that says whether it must run."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from dagster_dbt import DbtCliResource, DbtProject
from dagster_dbt.compat import DBT_PYTHON_VERSION

from ingest.files import write_text
from pipelines.night import Night, digest_code
from pipelines.release.build import release_fingerprint
from pipelines.release.promote import current_release, find_release, is_rolled_back
from pipelines.settings import DBT_PROJECT, Settings

WRITERS = ("dbt_project", "expectations", "pipelines/release", "pipelines/site")


class InstalledDbt(DbtCliResource):
    """dbt as it is installed beside the Python that runs this, so its version need not be asked.

    Dagster starts it for nothing else, and starting it takes seconds.
    """

    @property
    def _cli_version(self) -> Any:
        return DBT_PYTHON_VERSION


def dbt_resource(project: DbtProject) -> DbtCliResource:
    """Return dbt as it is installed beside the Python that runs this."""
    dbt = Path(sys.executable).with_name("dbt")
    return InstalledDbt(project_dir=str(project.project_dir), dbt_executable=str(dbt))


def prepared_project(settings: Settings) -> DbtProject:
    """Return the project with a manifest that is of the SQL as it now stands."""
    project = DbtProject(project_dir=DBT_PROJECT, target_path=settings.dbt_target)
    stamp = settings.dbt_target / "manifest.digest"
    digest = digest_code(("dbt_project",))
    if not (project.manifest_path.exists() and stamp.exists() and stamp.read_text() == digest):
        dbt_resource(project).cli(["parse", "--quiet"], target_path=settings.dbt_target).wait()
        write_text(stamp, digest)
    return project


def code_fingerprint() -> str:
    """Return one hash of the code that makes a release out of landed tables."""
    return digest_code(WRITERS)


def inputs_fingerprint(night: Night) -> str:
    """Return one hash of what a release is made from: every landed delivery, and the area."""
    facts = {
        "landed": {name: entry["fingerprint"] for name, entry in night.lake.ledger().items()},
        "area": hashlib.sha256(night.settings.area.read_bytes()).hexdigest(),
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def is_settled(night: Night) -> bool:
    """Return whether there is nothing to publish: these inputs and this code made a release.

    It is the current one, or one that somebody rolled back: it is not brought back unasked.
    """
    releases = night.settings.data / "releases"
    made = find_release(
        releases, release_fingerprint(code_fingerprint(), inputs_fingerprint(night))
    )
    if made is None:
        return False
    current = current_release(night.settings.current)
    is_now = current is not None and current.release_id == made.release_id
    return is_now or is_rolled_back(releases, made.release_id)
