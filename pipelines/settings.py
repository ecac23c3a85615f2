"""What the environment decides: where data is, which area a night is for, who is asking."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
DBT_PROJECT = ROOT / "dbt_project"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run. ``offline`` lands from the raw store and asks nobody."""

    data: Path
    area: Path
    inbox: Path
    contact: str
    offline: bool
    threads: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read ``GOLDENTHREAD_*``; each has a working default, written in ``.env.example``."""
        return cls(
            data=Path(environment.get("GOLDENTHREAD_DATA") or ROOT / "data").absolute(),
            area=Path(
                environment.get("GOLDENTHREAD_AREA") or ROOT / "areas" / "aldermere.yml"
            ).absolute(),
            inbox=Path(environment.get("GOLDENTHREAD_INBOX") or ROOT / "inbox").absolute(),
            contact=environment.get("GOLDENTHREAD_CONTACT", ""),
            offline=environment.get("GOLDENTHREAD_OFFLINE", "") == "1",
            threads=int(environment.get("GOLDENTHREAD_THREADS", "2")),
        )

    @property
    def building(self) -> Path:
        """Return the warehouse while dbt writes it."""
        return self.data / "warehouse" / "building.duckdb"

    @property
    def warehouse(self) -> Path:
        """Return the last warehouse dbt finished."""
        return self.data / "warehouse" / "warehouse.duckdb"

    @property
    def dbt_target(self) -> Path:
        """Return where dbt puts its manifest and results."""
        return self.data / "dbt"

    @property
    def dbt_results(self) -> Path:
        """Return what came of every test of the last warehouse dbt finished."""
        return self.dbt_target / "run_results.json"

    @property
    def dagster_home(self) -> Path:
        """Return where Dagster keeps its runs."""
        return self.data / "dagster"

    @property
    def current(self) -> Path:
        """Return the link to the last good release."""
        return self.data / "current"

    def for_children(self) -> dict[str, str]:
        """Return the environment that dbt and Dagster read."""
        return {
            "GOLDENTHREAD_DATA": str(self.data),
            "GOLDENTHREAD_AREA": str(self.area),
            "GOLDENTHREAD_INBOX": str(self.inbox),
            "GOLDENTHREAD_OFFLINE": "1" if self.offline else "0",
            "GOLDENTHREAD_THREADS": str(self.threads),
            "LANDED_DIR": str(self.data / "landed"),
            "WAREHOUSE_PATH": str(self.building),
            "DAGSTER_HOME": str(self.dagster_home),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        }
