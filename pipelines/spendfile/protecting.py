"""What the warehouse would withhold of names and texts, asked before there is a warehouse.

The rules are the warehouse's own: its macros and its model of names are rendered as dbt renders
them and run in memory, so that what a publisher is told is what readers would see.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

import duckdb
import yaml
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from pipelines.settings import DBT_PROJECT

PERSON, REDACTED = "person", "redacted"
_SHAPE = "shape"
_NAMES = DBT_PROJECT / "models" / "intermediate" / "organisations" / "int_names_classified.sql"
_SEEDS = ("payee_words", "given_names", "redaction_phrases")
_LISTED = """
    create table int_names_listed as select
        name as name_text,
        {{ plain_name('name') }} as plain_name,
        {{ normalise_name('name') }} as normalised_name
    from names
"""
_KINDS = {
    "national_insurance": "{{ regex_matches('text', national_insurance()) }}",
    "bank_details": (
        "{{ regex_matches('text', bank_account()) }} or {{ holds_card_number('text') }}"
    ),
    "phone_number": "{{ regex_matches('text', telephone()) }}",
    "email_address": "position('[e-mail withheld]' in ({{ without_addresses('text') }})) > 0",
}
"""The rules of ``rules.yml`` about personal data, each as the warehouse asks it."""


def classes_of(names: Collection[str]) -> Mapping[str, str]:
    """The payee class of each name: company, public_body, …, person, redacted, unknown."""
    return {name: payee_class for name, payee_class, _ in _classified(names)}


def plainly_persons(texts: Collection[str]) -> frozenset[str]:
    """The texts that hold more of a person's name than its shape, which headings have too."""
    return frozenset(
        text for text, found, rule in _classified(texts) if found == PERSON and rule != _SHAPE
    )


def kinds_of(texts: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Which texts hold personal data, and of which kinds; texts that hold none are left out."""
    suspect = {text for text in texts if "@" in text or sum(map(str.isdigit, text)) >= 6}
    kinds = ", ".join(f"({asked}) as {kind}" for kind, asked in _KINDS.items())
    with _connection("texts", "text", suspect) as connection:
        rows = connection.execute(_rendered(f"select text, {kinds} from texts")).fetchall()  # noqa: S608
    return {
        text: frozenset(kind for kind, holds in zip(_KINDS, answers, strict=True) if holds)
        for text, *answers in rows
        if any(answers)
    }


def published(texts: Collection[str]) -> Mapping[str, str]:
    """Each text as it would be published."""
    with _connection("texts", "text", texts) as connection:
        asked = _rendered("select text, {{ without_addresses('text') }} from texts")
        return dict(connection.execute(asked).fetchall())


def _classified(names: Collection[str]) -> list[tuple[str, str, str]]:
    """Each name with its class and the rule that decided."""
    with _connection("names", "name", names) as connection:
        for seed in _SEEDS:
            _load_seed(connection, seed)
        connection.execute(_rendered(_LISTED))
        model = _rendered(_NAMES.read_text("utf-8"))
        asked = f"select name_text, payee_class, class_rule from ({model})"  # noqa: S608
        return connection.execute(asked).fetchall()


def _connection(table: str, column: str, values: Collection[str]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("set threads = 1")
    connection.execute(f"create table {table} ({column} varchar)")
    connection.execute(
        f"insert into {table} select unnest(cast($values as varchar[]))",
        {"values": sorted(values)},
    )
    return connection


def _load_seed(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load a seed with the types that its YAML declares."""
    path = DBT_PROJECT / "seeds" / f"{name}.csv"
    types = _seed_types()[name]
    columns = ", ".join(f"cast({column} as {kind}) as {column}" for column, kind in types.items())
    connection.execute(
        f"create table {name} as select {columns} "  # noqa: S608
        "from read_csv($path, header = true, all_varchar = true)",
        {"path": str(path)},
    )


@cache
def _seed_types() -> Mapping[str, Mapping[str, str]]:
    declared = yaml.safe_load((DBT_PROJECT / "seeds" / "_seeds.yml").read_text("utf-8"))
    return {seed["name"]: seed["config"]["column_types"] for seed in declared["seeds"]}


@cache
def _macros() -> str:
    paths = sorted((DBT_PROJECT / "macros").rglob("*.sql"))
    return "".join(path.read_text("utf-8") for path in paths)


@cache
def _rendered(sql: str) -> str:
    """The SQL with every macro of the warehouse called, as dbt calls it for DuckDB."""
    environment = Environment(undefined=StrictUndefined, extensions=["jinja2.ext.do"])  # noqa: S701
    environment.globals.update({"return": lambda value: value, "ref": str, "adapter": _Adapter()})
    return environment.from_string(_macros() + sql).render().strip()


class _Adapter:
    """What macros ask for the right words of an engine."""

    @pass_context
    def dispatch(self, context: Context, name: str, _project: str) -> Callable[..., str]:
        """The macro as DuckDB has it."""
        macro: Callable[..., str] = context[f"default__{name}"]
        return macro
