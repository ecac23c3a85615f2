"""The environment decides where data is; what it does not say has a default that works."""

from pathlib import Path

from pipelines.settings import ROOT, Settings


def test_without_settings_the_invented_county_is_run_beside_the_code() -> None:
    settings = Settings.from_environment({})
    assert settings.data == ROOT / "data"
    assert settings.area == ROOT / "areas" / "aldermere.yml"
    assert settings.area.is_file()
    assert (settings.offline, settings.threads, settings.contact) == (False, 2, "")


def test_an_empty_setting_is_no_setting() -> None:
    settings = Settings.from_environment({"GOLDENTHREAD_DATA": "", "GOLDENTHREAD_AREA": ""})
    assert settings.data == ROOT / "data"


def test_what_children_are_told_they_read_back(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "GOLDENTHREAD_DATA": str(tmp_path),
            "GOLDENTHREAD_OFFLINE": "1",
            "GOLDENTHREAD_THREADS": "1",
            "GOLDENTHREAD_INBOX": str(tmp_path / "in"),
        }
    )
    told = settings.for_children()
    assert Settings.from_environment(told) == settings
    assert told["LANDED_DIR"] == str(tmp_path / "landed")
    assert told["WAREHOUSE_PATH"] == str(settings.building)


def test_dbt_never_writes_the_warehouse_that_is_read() -> None:
    settings = Settings.from_environment({})
    assert settings.building != settings.warehouse
    assert settings.building.parent == settings.warehouse.parent
