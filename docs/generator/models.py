"""One page a published table: its grain, its columns, its money, its trace and its limits."""

from collections.abc import Mapping, Sequence

from docs.generator.markdown import bullets, code, page, table
from docs.generator.rules import rules_table
from expectations.rules import Suite
from pipelines.release.manifest import Column, Model, TraceRule

Limits = Mapping[str, Sequence[str]]

VAT_WORDS = {"per_row": "VAT as in `vat_basis`", "unknown": "VAT unknown"}


def model_pages(
    models: Sequence[Model], suites: Mapping[str, Suite], limits: Limits
) -> dict[str, str]:
    """Return the pages of all published tables, by their path below ``reference/``.

    Raises:
        KeyError: a model has no suite, or nobody has written down what it cannot say.
    """
    pages = {f"data/{model.name}.md": _page(model, suites, limits) for model in models}
    pages["data/index.md"] = page(
        "Tables",
        "Each is published as Parquet, as CSV and in the database of a release.",
        *(
            block
            for layer in sorted({model.layer for model in models})
            for block in _layer(layer, [model for model in models if model.layer == layer])
        ),
    )
    return pages


def _layer(layer: str, models: Sequence[Model]) -> tuple[str, str]:
    rows = ((f"[{one.name}]({one.name}.md)", _first_sentence(one.description)) for one in models)
    return f"## {layer}", table(("table", "one row"), rows)


def _page(model: Model, suites: Mapping[str, Suite], limits: Limits) -> str:
    return page(
        model.name,
        model.description,
        "Grain: " + ", ".join(code(name) for name in model.grain) + ".",
        "## Known limits",
        bullets(limits[model.name]),
        "## Columns",
        table(("column", "type", "meaning", "money"), (_column(one) for one in model.columns)),
        *_trace(model.trace),
        "## Held against, before it is published (gate 2)",
        rules_table(suites[model.name]),
    )


def _column(column: Column) -> tuple[str, str, str, str]:
    return code(column.name), code(column.data_type), _meaning(column), _money(column)


def _meaning(column: Column) -> str:
    """Return what a column means, and all that it may hold unless its meaning names it."""
    words = [code(value) for value in column.values]
    if all(word in column.description for word in words):
        return column.description
    return f"{column.description} One of {', '.join(words)}."


def _money(column: Column) -> str:
    if column.money is None:
        return ""
    vat = VAT_WORDS.get(column.money.vat, f"VAT: {column.money.vat}")
    return f"{column.money.kind.replace('_', ' ')}, {vat}"


def _trace(rule: TraceRule | None) -> tuple[str, ...]:
    if rule is None:
        return ()
    same = ", ".join(code(name) for name in rule.on)
    beside = rule.beside
    read = (
        f" Each is read beside the row of [{beside.table}]({beside.table}.md) that has its "
        f"{code(beside.on)}, if there is one."
        if beside
        else ""
    )
    return (
        "## From a figure to its lines",
        f"The lines behind a figure are the rows of [{rule.fact}]({rule.fact}.md) that agree with "
        f"its row in {same} and satisfy the condition.{read} They add up to the figure: "
        "`goldenthread trace` shows them and checks the sum.",
        table(
            ("figure", "condition on the lines", "what is added"),
            (
                (code(name), code(condition), code(rule.values[name]))
                for name, condition in rule.measures.items()
            ),
        ),
    )


def _first_sentence(text: str) -> str:
    return text.split(". ")[0].rstrip(".") + "."
