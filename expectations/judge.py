"""What Great Expectations says of the numbers that were measured, all of them in one validation.

Every number is a row and every pair of bounds a column: the cost of a validation is by its
expectations, and a hundred rules have but a handful of different bounds.
"""

import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from expectations.errors import ExpectationsError
from expectations.rules import Rule

if TYPE_CHECKING:
    import pandas as pd

Measures = dict[str, dict[str, int]]
"""Subject to rule name to the number it got. A rule that could not be asked is absent."""
Bounds = tuple[int | None, int | None]

SPARK_CONNECT = "pyspark.sql.connect"
SUITE, SUBJECT, RULE = "suite", "subject", "rule"


def judge(
    measured: Sequence[tuple[Sequence[Rule], Measures]],
) -> list[set[tuple[str, str]]]:
    """Return, for each set of rules, the (subject, rule) pairs outside their bounds.

    Raises:
        ExpectationsError: Great Expectations could not evaluate an expectation.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with warnings.catch_warnings(), _without_spark_connect():
        warnings.simplefilter("ignore", FutureWarning)  # of optional engines it looks for
        import great_expectations as gx
        from great_expectations.expectations import ExpectColumnValuesToBeBetween

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    bounds = _bounds(measured)
    batch = (
        context.data_sources.add_pandas("measures")
        .add_dataframe_asset("measures")
        .add_batch_definition_whole_dataframe("whole")
        .get_batch(batch_parameters={"dataframe": _frame(measured, bounds)})
    )
    suite = gx.ExpectationSuite(name="gate")
    for minimum, maximum in bounds:
        suite.add_expectation(
            ExpectColumnValuesToBeBetween(
                column=_column((minimum, maximum)), min_value=minimum, max_value=maximum
            )
        )
    outcome = batch.validate(
        suite,
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": [SUITE, SUBJECT, RULE],
        },
    )
    broken: list[set[tuple[str, str]]] = [set() for _ in measured]
    for place in (place for result in outcome.results for place in _broken(result)):
        broken[place[SUITE]].add((place[SUBJECT], place[RULE]))
    return broken


@contextmanager
def _without_spark_connect() -> Iterator[None]:
    """Hide a part of Spark that Great Expectations imports where it finds it.

    On import that part calls ``sys.exit(0)`` in a process that has no script, as a worker
    has none: the gate would be gone and the process would look well.
    """
    modules: dict[str, Any] = sys.modules
    if SPARK_CONNECT in modules:
        yield
        return
    modules[SPARK_CONNECT] = None
    try:
        yield
    finally:
        del modules[SPARK_CONNECT]


def _bounds(measured: Sequence[tuple[Sequence[Rule], Measures]]) -> list[Bounds]:
    met = ((rule.minimum, rule.maximum) for rules, _ in measured for rule in rules)
    return list(dict.fromkeys(met))


def _column(bounds: Bounds) -> str:
    minimum, maximum = ("any" if bound is None else str(bound) for bound in bounds)
    return f"from {minimum} to {maximum}"


def _frame(
    measured: Sequence[tuple[Sequence[Rule], Measures]], bounds: Sequence[Bounds]
) -> "pd.DataFrame":
    import pandas as pd

    rows = [
        (number, subject, rule, found[rule.name])
        for number, (rules, measures) in enumerate(measured)
        for subject, found in measures.items()
        for rule in rules
        if rule.name in found
    ]
    frame = pd.DataFrame(
        {
            SUITE: [number for number, *_ in rows],
            SUBJECT: [subject for _, subject, *_ in rows],
            RULE: [rule.name for _, _, rule, _ in rows],
        }
    )
    for one in bounds:
        numbers = [
            value if (rule.minimum, rule.maximum) == one else None for *_, rule, value in rows
        ]
        frame[_column(one)] = pd.array(numbers, dtype="Int64")
    return frame


def _broken(result: Any) -> Iterator[Mapping[str, Any]]:
    """Yield what one expectation found; one that could not be evaluated is an error."""
    column = result.expectation_config.kwargs["column"]
    places = result.result.get("unexpected_index_list")
    if places is None and not result.success:
        raise ExpectationsError(f"{column}: could not be evaluated: {result.exception_info}")
    yield from places or ()
