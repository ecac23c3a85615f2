"""The real gender pay gap reports, from the file to the mart: every figure of every company."""

import csv
import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.night import open_night
from pipelines.settings import ROOT, Settings
from tests.integration.warehouse import ask, dbt

pytestmark = pytest.mark.integration

FIGURES = {
    "DiffMeanHourlyPercent": "mean_hourly_percent",
    "DiffMedianHourlyPercent": "median_hourly_percent",
    "DiffMeanBonusPercent": "mean_bonus_percent",
    "DiffMedianBonusPercent": "median_bonus_percent",
    "MaleBonusPercent": "male_bonus_percent",
    "FemaleBonusPercent": "female_bonus_percent",
    **{
        f"{who}{name}Quartile": f"{who.lower()}_{ours}_quartile_percent"
        for name, ours in (
            ("Lower", "lower"),
            ("LowerMiddle", "lower_middle"),
            ("UpperMiddle", "upper_middle"),
            ("Top", "top"),
        )
        for who in ("Male", "Female")
    },
}
NO_NUMBERS = {
    "", "00000000", "0030950R", "406U6024", "581R2276", "BPAH7TQL", "MUT00001", "MUT00002",
    "MUT0148B", "RE75X7BM",
}  # fmt: skip
"""What stands in the column and is no number of Companies House: the service made it up."""
AROUND = """
    create schema core;
    create schema intermediate;
    create table intermediate.int_organisations_mentioned (company_number varchar);
    create table core.dim_organisations as
    select distinct
        CompanyNumber as organisation_key, CompanyNumber as organisation_name,
        CompanyNumber as company_number
    from read_parquet('{landed}/gender_pay_gap/reports/*.parquet')
    where CompanyNumber <> '';
    create table core.fct_deliveries as select '2026-11-21T02:00:00+00:00' as _fetched_at;
    create table core.fct_awards (award_key varchar, awarded_date date);
    create table core.fct_award_suppliers (
        award_supplier_key varchar, award_key varchar, company_number varchar, source_id varchar,
        stated_sme boolean, stated_vcse boolean, _source_url varchar, _raw_sha256 varchar,
        _part varchar, _line bigint, _fetched_at varchar
    );
    create table core.fct_listed_entries (
        list_kind varchar, list_id varchar, evidence_tier varchar, list_as_of_date date,
        organisation_key varchar, fact varchar, valid_from_date date, _source_url varchar,
        _raw_sha256 varchar, _part varchar, _line bigint, _fetched_at varchar
    );
"""
"""What the facts are joined to, with every company of the files in it, and no notices."""
BUILT = (
    "stg_gender_pay_gap__reports stg_modern_slavery__statements stg_payment_practices__reports "
    "stg_companies_house__companies int_pay_gap_facts int_modern_slavery_facts "
    "int_payment_practice_facts int_companies_current int_company_facts fct_supplier_facts "
    "mart_supplier_pay_gap"
)


@pytest.fixture(scope="module")
def files(real_data: Path) -> list[Path]:
    """The real years, or a loud skip."""
    found = sorted((real_data / "registers/gender_pay_gap").glob("*.csv"))
    if not found:
        pytest.skip("NOT TESTED on real pay gap reports: there are none")
    return found


@pytest.fixture(scope="module")
def warehouse(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real years through landing and gate 1, and what dbt makes of them."""
    folder = tmp_path_factory.mktemp("pay_gap")
    inbox = folder / "inbox" / "gender_pay_gap"
    inbox.mkdir(parents=True)
    for file in files:
        shutil.copyfile(file, inbox / file.name)
    settings = Settings(
        data=folder / "data",
        area=ROOT / "areas" / "inbox.yml",
        inbox=folder / "inbox",
        contact="",
        offline=True,
        threads=2,
    )
    landed = open_night(settings, dt.date(2026, 11, 21)).land("gender_pay_gap")
    assert len(landed.changed) == len(files)
    made = settings.data / "warehouse.duckdb"
    with duckdb.connect(str(made)) as connection:
        connection.execute(AROUND.format(landed=settings.data / "landed"))
    dbt(settings.data, "run", "--select", *BUILT.split())
    return made


def test_every_figure_of_every_company_is_the_one_an_independent_reader_finds(
    warehouse: Path, files: list[Path]
) -> None:
    told = {}
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            for record in csv.DictReader(stream):
                if record["CompanyNumber"] not in NO_NUMBERS:
                    year = int(record["DueDate"][:4]) - 1
                    told[record["CompanyNumber"], year] = (
                        record["EmployerSize"],
                        dt.date.fromisoformat(record["DateSubmitted"][:10].replace("/", "-")),
                        *(Decimal(record[name]) if record[name] else None for name in FIGURES),
                    )
    columns = ", ".join(("employer_size", "filed_date", *FIGURES.values()))
    query = f"select company_number, snapshot_year, {columns} from mart_supplier_pay_gap"
    found = {(row[0], row[1]): row[2:] for row in ask(warehouse, query)}

    assert found == told
    assert len(ask(warehouse, query)) == len(told) > 9000


def test_public_bodies_without_a_number_stay_in_staging_and_are_nobody_elses(
    warehouse: Path, files: list[Path]
) -> None:
    without = 0
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            without += sum(
                record["CompanyNumber"] in NO_NUMBERS for record in csv.DictReader(stream)
            )
    query = "select count(*) from stg_gender_pay_gap__reports where company_number is null"

    assert ask(warehouse, query) == [(without,)]
