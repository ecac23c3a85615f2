"""Each rule holds on the project, and fails on a copy in which it was broken on purpose."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.reading import MODELS, all_files
from tests.architecture.rules import RULES

ROOT = Path(__file__).parents[2]
COPIED = ("dbt_project", "expectations", "ingest", "pipelines", "replay", "tests/fixtures")
MONTHLY = "dbt_project/models/marts/reporting/mart_spend_by_body_month.sql"
Break = Callable[[Path], None]


@pytest.mark.parametrize("rule", RULES)
def test_the_project_keeps_the_rule(rule: str) -> None:
    complaints = RULES[rule](ROOT)
    assert not complaints, "\n" + "\n".join(complaints)


@dataclass(frozen=True, slots=True)
class Case:
    """One thing broken: the rule that must say so, and words it must say."""

    rule: str
    breaks: Break
    culprit: str
    remedy: str


def append(path: str, text: str) -> Break:
    def change(tree: Path) -> None:
        target = tree / path
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text("utf-8") if target.exists() else ""
        target.write_text(before + text, "utf-8")

    return change


def replace(path: str, old: str, new: str) -> Break:
    def change(tree: Path) -> None:
        text = (tree / path).read_text("utf-8")
        assert old in text, f"the case is stale: {path} no longer says {old!r}"
        (tree / path).write_text(text.replace(old, new), "utf-8")

    return change


def remove(path: str) -> Break:
    def change(tree: Path) -> None:
        target = tree / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    return change


def both(*breaks: Break) -> Break:
    def change(tree: Path) -> None:
        for one in breaks:
            one(tree)

    return change


def describe(model: str, change: Callable[[dict[str, Any]], object]) -> Break:
    """Change what YAML says of a model, wherever it says it."""

    def write(tree: Path) -> None:
        for path in (tree / MODELS).rglob("*.yml"):
            text = path.read_text("utf-8")
            said = yaml.safe_load(text) if f"name: {model}\n" in text else {}
            for entry in said.get("models") or ():
                if entry["name"] == model:
                    change(entry)
                    path.write_text(yaml.safe_dump(said, sort_keys=False), "utf-8")
                    return
        pytest.fail(f"the case is stale: no YAML describes {model}")

    return write


def column(entry: dict[str, Any], name: str) -> dict[str, Any]:
    return next(item for item in entry["columns"] if item["name"] == name)


def forget_unit_tests(model: str) -> Break:
    def change(tree: Path) -> None:
        for path in (tree / "dbt_project").rglob("*.yml"):
            text = path.read_text("utf-8")
            said = yaml.safe_load(text) if f"model: {model}\n" in text else {}
            tests = said.get("unit_tests") or ()
            kept = [entry for entry in tests if entry["model"] != model]
            if len(kept) < len(tests):
                path.write_text(yaml.safe_dump({**said, "unit_tests": kept}), "utf-8")

    return change


SQL = "dbt_project/models"
BROKEN = {
    "ingest_imports_pipelines": Case(
        "imports_point_one_way",
        append("ingest/land.py", "\nfrom pipelines.settings import Settings\n"),
        "ingest/land.py",
        "move what is needed down",
    ),
    "ingest_imports_expectations_late": Case(
        "imports_point_one_way",
        append("ingest/land.py", "\ndef late():\n    import expectations.runner\n"),
        "imports expectations.runner",
        "ingest may import ingest",
    ),
    "the_release_imports_the_replay": Case(
        "imports_point_one_way",
        append("pipelines/release/build.py", "\nfrom replay import world\n"),
        "pipelines/release/build.py",
        "move what is needed down",
    ),
    "the_replay_imports_ingest": Case(
        "imports_point_one_way",
        append("replay/world.py", "\nimport ingest.model\n"),
        "replay/world.py",
        "replay may import replay",
    ),
    "ingest_imports_dagster": Case(
        "libraries_stay_in_their_package",
        append("ingest/fetch.py", "\ndef late():\n    import dagster as dg\n"),
        "ingest/fetch.py",
        "only pipelines/ knows dagster",
    ),
    "ingest_imports_pandas": Case(
        "libraries_stay_in_their_package",
        append("ingest/money.py", "\nimport pandas as pd\n"),
        "ingest/money.py",
        "only expectations/ knows pandas",
    ),
    "pipelines_imports_great_expectations": Case(
        "libraries_stay_in_their_package",
        append("pipelines/checks.py", "\ndef late():\n    from great_expectations import core\n"),
        "pipelines/checks.py",
        "hand it plain values",
    ),
    "great_expectations_is_loaded_at_once": Case(
        "slow_libraries_are_imported_late",
        append("expectations/runner.py", "\nimport great_expectations\n"),
        "expectations/runner.py",
        "move the import into the function",
    ),
    "a_source_imports_another": Case(
        "sources_do_not_know_each_other",
        append("ingest/sources/nspl/__init__.py", "\nfrom ingest.sources.spend import parse\n"),
        "ingest/sources/nspl/__init__.py",
        "move what both need into ingest/",
    ),
    "annotations_are_put_off": Case(
        "imports_are_plain",
        append("pipelines/account.py", "\nfrom __future__ import annotations\n"),
        "pipelines/account.py",
        "remove it",
    ),
    "an_import_is_relative": Case(
        "imports_are_plain",
        append("ingest/fetch.py", "\nfrom .errors import FetchError\n"),
        "ingest/fetch.py",
        "write the whole module name",
    ),
    "an_import_is_hidden_in_text": Case(
        "imports_are_plain",
        append("ingest/fetch.py", "\nimport importlib\nimportlib.import_module('dagster')\n"),
        "ingest/fetch.py",
        "write an import statement",
    ),
    "a_source_has_no_fixture": Case(
        "sources_are_complete",
        remove("tests/fixtures/find_a_tender"),
        "find_a_tender has no fixture",
        "tests/fixtures/find_a_tender/",
    ),
    "a_source_has_no_staging_model": Case(
        "sources_are_complete",
        both(
            replace(
                "ingest/sources/nspl/source.yml",
                "  postcodes:\n",
                "  parishes:\n    columns: [parish]\n  postcodes:\n",
            ),
            replace("expectations/landed/nspl.py", '{"postcodes"', '{"parishes": 0, "postcodes"'),
        ),
        "nspl.parishes has no staging model",
        "write dbt_project/models/staging/nspl/stg_nspl__parishes.sql",
    ),
    "a_table_has_no_suite": Case(
        "sources_are_complete",
        replace("expectations/landed/nspl.py", '{"postcodes": POSTCODES}', "{}"),
        "nspl.postcodes has no suite",
        "add it to SUITES in expectations/landed/nspl.py",
    ),
    "a_source_has_no_suites": Case(
        "sources_are_complete",
        replace("expectations/registry.py", '    "nspl": nspl.SUITES,\n', ""),
        "nspl has no suites",
        "its line in expectations/registry.py",
    ),
    "a_source_is_not_registered": Case(
        "sources_are_complete",
        replace("ingest/registry.py", '    "nspl": nspl.build,\n', ""),
        "nspl is not in BUILDERS",
        "add its line to ingest/registry.py",
    ),
    "a_source_has_no_declaration": Case(
        "sources_are_complete",
        append("ingest/sources/lighthouses/__init__.py", "def build(): ...\n"),
        "ingest/sources/lighthouses has no source.yml",
        "declare what the source is",
    ),
    "a_source_has_no_connector": Case(
        "sources_are_complete",
        replace("ingest/sources/nspl/__init__.py", "def build(", "def make("),
        "ingest/sources/nspl/__init__.py has no build()",
        "return the connector",
    ),
    "a_source_goes_by_another_name": Case(
        "sources_are_complete",
        replace("ingest/sources/nspl/source.yml", "source_id: nspl", "source_id: postcodes"),
        "ingest/sources/nspl/source.yml says postcodes",
        "one word",
    ),
    "a_notice_service_has_suites_of_its_own": Case(
        "sources_are_complete",
        replace("expectations/landed/find_a_tender.py", "notices.suites(", "own_suites("),
        "find_a_tender has no suites",
        "make them with notices.suites()",
    ),
    "a_table_of_notices_is_not_staged": Case(
        "compiled_tables_are_staged",
        replace("ingest/ocds/shapes.py", 'Each("lots"', 'Each("plots"'),
        "compiled.plots has no staging model",
        "write dbt_project/models/staging/compiled/stg_compiled__plots.sql",
    ),
    "a_registry_names_a_source_that_went": Case(
        "registries_name_only_what_exists",
        replace("ingest/registry.py", '    "nspl":', '    "gone": nspl.build,\n    "nspl":'),
        "ingest/registry.py names gone",
        "remove the line",
    ),
    "a_model_stands_in_no_layer": Case(
        "models_stand_in_a_layer",
        append(f"{SQL}/scratch/int_lines.sql", "select 1 as one\n"),
        "dbt_project/models/scratch/int_lines.sql is in no layer",
        "move it below one of",
    ),
    "a_name_says_another_layer": Case(
        "models_stand_in_a_layer",
        append(f"{SQL}/intermediate/notices/fct_lines.sql", "select 1 as one\n"),
        "fct_lines.sql does not look like intermediate",
        "begin its name with int_",
    ),
    "a_mart_reads_staging": Case(
        "models_read_only_the_layers_before_them",
        append(
            MONTHLY, "\n-- {{ ref('int_none') }}\nselect * from {{ ref('stg_spend__payments') }}\n"
        ),
        "mart_spend_by_body_month.sql",
        "reporting may read only core",
    ),
    "core_reads_a_mart": Case(
        "models_read_only_the_layers_before_them",
        append(f"{SQL}/marts/core/fct_payments.sql", "{{ ref('mart_top_suppliers') }}\n"),
        "reads mart_top_suppliers (reporting)",
        "core may read only",
    ),
    "a_model_reads_what_the_rule_cannot_read": Case(
        "models_read_only_the_layers_before_them",
        append(f"{SQL}/marts/core/fct_payments.sql", "{{ ref(var('anything')) }}\n"),
        "fct_payments.sql",
        "core may read only",
    ),
    "staging_reads_another_source": Case(
        "staging_reads_its_own_source",
        append(
            f"{SQL}/staging/nspl/stg_nspl__postcodes.sql", "{{ source('spend', 'payments') }}\n"
        ),
        "stg_nspl__postcodes.sql",
        "move the model to its source's folder",
    ),
    "staging_drops_rows": Case(
        "staging_only_renames_and_types",
        append(f"{SQL}/staging/nspl/stg_nspl__postcodes.sql", "\nwhere terminated is null\n"),
        "stg_nspl__postcodes.sql",
        "move it to an intermediate model",
    ),
    "a_model_reads_a_table_by_name": Case(
        "models_read_through_dbt",
        append(MONTHLY, "\nselect * from core.fct_payments\n"),
        "mart_spend_by_body_month.sql",
        "read it with ref()",
    ),
    "a_mart_of_conduct_is_led_by_a_name": Case(
        "nothing_is_laid_to_a_company_by_name",
        append(
            "dbt_project/models/marts/reporting/mart_supplier_delivery.sql",
            "\nselect * from {{ ref('fct_supplier_matches') }}\n",
        ),
        "mart_supplier_delivery.sql",
        "a name alone led there",
    ),
    "a_macro_reads_a_model": Case(
        "models_read_through_dbt",
        append(
            "dbt_project/macros/dates/hidden.sql",
            "{% macro hidden() %}{{ ref('dim_dates') }}{% endmacro %}\n",
        ),
        "dbt_project/macros/dates/hidden.sql",
        "read it in the model",
    ),
    "an_engine_macro_has_no_spark": Case(
        "engine_macros_speak_both_languages",
        replace("dbt_project/macros/engine/dates.sql", "spark__add_months_to", "spark__other"),
        "add_months_to has no words for Spark",
        "write spark__add_months_to",
    ),
    "an_engine_macro_does_not_dispatch": Case(
        "engine_macros_speak_both_languages",
        append(
            "dbt_project/macros/engine/lone.sql",
            "{% macro lone() %}1{% endmacro %}{% macro default__lone() %}1{% endmacro %}"
            "{% macro spark__lone() %}1{% endmacro %}\n",
        ),
        "lone does not dispatch",
        "call adapter.dispatch",
    ),
    "a_model_asks_which_engine_it_is": Case(
        "engines_are_told_apart_in_one_place",
        append(MONTHLY, "{% if target.type == 'spark' %}{% endif %}\n"),
        "mart_spend_by_body_month.sql",
        "make a dispatched macro",
    ),
    "money_is_added_without_the_macro": Case(
        "money_is_added_by_the_macro",
        append(MONTHLY, "\nselect sum(case when true then amount_gbp end) from payments\n"),
        "adds amount_gbp itself",
        "sum_money('amount_gbp'",
    ),
    "money_is_averaged": Case(
        "money_is_added_by_the_macro",
        append(MONTHLY, "\nselect avg(amount_gbp) from payments\n"),
        "mart_spend_by_body_month.sql",
        "sum_money('amount_gbp'",
    ),
    "another_macro_adds": Case(
        "macros_do_not_add_what_they_are_given",
        append(
            "dbt_project/macros/money/total.sql",
            "{% macro total(x) %}sum({{ x }}){% endmacro %}\n",
        ),
        "dbt_project/macros/money/total.sql",
        "let the caller use sum_money()",
    ),
    "a_money_column_has_no_kind": Case(
        "money_columns_say_their_kind",
        describe("mart_spend_by_body_month", lambda said: column(said, "paid_gbp").pop("config")),
        "mart_spend_by_body_month.paid_gbp",
        "say which of",
    ),
    "a_money_column_says_its_basis_per_row_and_has_none": Case(
        "money_columns_say_their_kind",
        append(
            f"{SQL}/intermediate/notices/_more.yml",
            "models:\n  - name: int_days_listed\n    columns:\n      - name: paid_gbp\n"
            "        config: {meta: {money: {kind: payment, vat: per_row}}}\n",
        ),
        "int_days_listed.paid_gbp says its VAT per row",
        "must have the column vat_basis",
    ),
    "a_money_column_is_a_double": Case(
        "money_columns_are_decimals",
        describe(
            "mart_spend_by_body_month",
            lambda said: column(said, "paid_gbp").update(data_type="double"),
        ),
        "mart_spend_by_body_month.paid_gbp is double",
        "pounds are decimal(20,4)",
    ),
    "money_is_read_as_a_float": Case(
        "no_floats_near_money",
        append("ingest/money.py", "\ndef pounds(text):\n    return float(text)\n"),
        "ingest/money.py",
        "keep it as Decimal",
    ),
    "a_release_goes_through_a_data_frame": Case(
        "no_floats_near_money",
        append("pipelines/release/export.py", "\ndef frame(table):\n    return table.df()\n"),
        "pipelines/release/export.py",
        "keep it as Decimal",
    ),
    "sql_reads_money_as_a_float": Case(
        "no_floats_near_money",
        append(MONTHLY, "\nselect cast(amount_gbp as double) from payments\n"),
        "mart_spend_by_body_month.sql",
        "cast to decimal(20,4)",
    ),
    "marts_have_no_contract": Case(
        "marts_have_a_contract",
        replace("dbt_project/dbt_project.yml", "enforced: true", "enforced: false"),
        "fct_payments.sql has no enforced contract",
        "set contract.enforced",
    ),
    "one_mart_has_no_contract": Case(
        "marts_have_a_contract",
        describe(
            "mart_top_suppliers",
            lambda said: said.setdefault("config", {}).update(contract={"enforced": False}),
        ),
        "mart_top_suppliers.sql has no enforced contract",
        "do not unset it",
    ),
    "a_mart_does_not_say_what_a_row_is": Case(
        "marts_state_their_grain",
        describe("fct_payments", lambda said: said.update(description="Payments.")),
        "fct_payments",
        "say in its YAML what one row is",
    ),
    "a_column_is_not_described": Case(
        "mart_columns_are_described_and_typed",
        describe("fct_payments", lambda said: column(said, "category").pop("description")),
        "fct_payments.category has no description",
        "write it in the model's YAML",
    ),
    "a_column_has_no_type": Case(
        "mart_columns_are_described_and_typed",
        describe("fct_payments", lambda said: column(said, "category").pop("data_type")),
        "fct_payments.category has no data_type",
        "write it in the model's YAML",
    ),
    "a_mart_has_no_unit_test": Case(
        "marts_have_a_unit_test",
        forget_unit_tests("mart_spend_geography"),
        "mart_spend_geography has no unit test",
        "write one with awkward values",
    ),
    "a_published_model_has_no_suite": Case(
        "published_models_have_a_suite",
        replace("expectations/registry.py", '    "dim_dates": dim_dates.SUITE,\n', ""),
        "dim_dates is published and has no suite",
        "write expectations/published/dim_dates.py",
    ),
    "a_suite_has_no_model": Case(
        "published_models_have_a_suite",
        describe("dim_dates", lambda said: said["config"]["meta"].update(publish=False)),
        "has a suite for dim_dates",
        "or remove the suite",
    ),
    "a_mart_cannot_be_traced": Case(
        "published_models_declare_grain_and_trace",
        describe("mart_top_suppliers", lambda said: said["config"]["meta"].pop("trace")),
        "mart_top_suppliers has no config.meta.trace",
        "so that its figures can be followed",
    ),
    "a_grain_names_no_column": Case(
        "published_models_declare_grain_and_trace",
        describe("dim_dates", lambda said: said["config"]["meta"].update(grain=["moon"])),
        "config.meta.grain of dim_dates",
        "must name columns",
    ),
    "a_description_has_no_model": Case(
        "declared_models_exist",
        append(
            f"{SQL}/intermediate/notices/_more.yml",
            "version: 2\nmodels:\n  - name: int_nothing\n    description: Nothing.\n",
        ),
        "describes int_nothing",
        "write its SQL or remove",
    ),
    "a_file_holds_a_path_of_one_machine": Case(
        "no_path_of_one_machine",
        append("pipelines/settings.py", 'DATA = "/' + 'home/somebody/data"\n'),
        "pipelines/settings.py",
        "make it relative",
    ),
    "a_file_names_a_registry": Case(
        "no_registry_is_named",
        append("requirements.lock", "--index-" + "url https://packages.example/simple\n"),
        "requirements.lock:1",
        "remove it",
    ),
    "a_fixture_names_a_real_company": Case(
        "fixtures_name_no_real_company",
        append("tests/fixtures/spend/real.csv", "Supplier,Company Number\nLamps,01234567\n"),
        "tests/fixtures/spend/real.csv holds the company number 01234567",
        "invent one",
    ),
    "a_fixture_names_a_real_company_in_a_notice": Case(
        "fixtures_name_no_real_company",
        append(
            "tests/fixtures/find_a_tender/real.json",
            '{"identifier": {"scheme": "GB-COH", "id": "SC123456"}}',
        ),
        "real.json holds the company number SC123456",
        "invent one",
    ),
}


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the project to break: what each file held, and what the rules said of it whole.

    A folder stands among the files, and holds None.
    """

    tree: Path
    held: Mapping[Path, bytes | None]
    before: Mapping[str, set[str]]

    def mend(self) -> None:
        """Make everything again what it was."""
        now = held_in(self.tree)
        for path in sorted(now.keys() - self.held.keys(), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        for path in sorted(self.held):
            content = self.held[path]
            if content is None:
                path.mkdir(exist_ok=True)
            elif now.get(path) != content:
                path.write_bytes(content)


def held_in(tree: Path) -> dict[Path, bytes | None]:
    return {path: None if path.is_dir() else path.read_bytes() for path in tree.rglob("*")}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """One copy for all that is broken: to make it anew took longer than to ask it."""
    tree = copied(tmp_path_factory.mktemp("copy"))
    return Copy(tree, held_in(tree), said_of(tree))


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_names_culprit_and_remedy(name: str, copy: Copy) -> None:
    case = BROKEN[name]
    try:
        case.breaks(copy.tree)
        said = said_of(copy.tree)
    finally:
        copy.mend()
    new = {
        rule: complaints
        for rule, found in said.items()
        if (complaints := found - copy.before[rule])
    }
    assert set(new) == {case.rule}
    assert any(case.culprit in said and case.remedy in said for said in new[case.rule]), new


def test_every_rule_is_broken_once_on_purpose() -> None:
    assert {case.rule for case in BROKEN.values()} == set(RULES)


def test_what_git_ignores_is_not_read(tmp_path: Path) -> None:
    for name in (".gitignore", "kept.md", "data/raw/x", "docs/data/kept.md", "a/__pycache__/x.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("/data/\n__pycache__/\n", "utf-8")
    found = [path.relative_to(tmp_path).as_posix() for path in all_files(tmp_path)]
    assert found == [".gitignore", "kept.md", "docs/data/kept.md"]


def copied(target: Path) -> Path:
    for path in wanted():
        copy = target / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return target


def wanted() -> Iterator[Path]:
    yield ROOT / ".gitignore"
    for path in all_files(ROOT):
        if path.relative_to(ROOT).as_posix().startswith(tuple(f"{name}/" for name in COPIED)):
            yield path


def said_of(tree: Path) -> dict[str, set[str]]:
    return {name: set(rule(tree)) for name, rule in RULES.items()}
