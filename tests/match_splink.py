"""What Splink alone comes to on the same names: the baseline ours is measured beside."""

import logging
from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import ExactMatch, JaroWinklerAtThresholds

from ingest.matching.names import core, form, key, plain
from tests.match_cases import Case

LIKELY = 0.9
SEED = 7


def with_splink(cases: Sequence[Case], companies: pa.Table) -> Mapping[str, tuple[str, str]]:
    """Return the company Splink finds likeliest for each name, from a probability of 0.9 on.

    Name, first word and legal form are compared; its parameters are its own: estimated from the
    names alone, by random sampling and by expectation maximisation.
    """
    logging.getLogger("splink").setLevel(logging.ERROR)
    names = pa.table({"name": sorted({case.name for case in cases})})
    connection = duckdb.connect()
    connection.register("listed", names)
    connection.register("companies", companies)
    connection.execute(_table("payee_names", "name", "name", "listed"))
    connection.execute(_table("company_names", "company_number", "company_name", "companies"))
    api = DuckDBAPI(connection=connection)
    tables = [api.register("payee_names"), api.register("company_names")]
    linker = Linker(tables, _settings())
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_word"))
    predicted = linker.inference.predict(threshold_match_probability=LIKELY)
    rows = connection.execute(
        f"select unique_id_l, unique_id_r, match_probability from {predicted.physical_name} "
        "order by match_probability desc, unique_id_r"
    ).fetchall()
    best: dict[str, tuple[str, str]] = {}
    listed = set(names["name"].to_pylist())
    for left, right, _ in rows:
        name, number = (left, right) if left in listed else (right, left)
        best.setdefault(name, (number, "splink"))
    return best


def _table(table: str, identifier: str, name: str, source: str) -> str:
    return (
        f"create table {table} as with named as (select {identifier} as unique_id,"
        f" {plain(name)} as plain_name from {source}), cored as (select unique_id, {key('core')}"
        f" as name_key, core, form from (select unique_id, {core('plain_name')} as core,"
        f" {form('plain_name')} as form from named)) select unique_id, name_key, form,"
        " split_part(core, ' ', 1) as first_word from cored"
    )


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            JaroWinklerAtThresholds("name_key", [0.97, 0.92, 0.85]),
            ExactMatch("first_word").configure(term_frequency_adjustments=True),
            ExactMatch("form"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("name_key"),
            block_on("first_word"),
            block_on("substr(name_key, 1, 6)"),
        ],
    )
