"""How an agreement or a procurement stands, in the words that the models share."""

from collections.abc import Iterable

from expectations.rules import Rule, none_where

STATES = (
    "not_started",
    "live",
    "on_options",
    "ended",
    "cancelled",
    "unknown_start",
    "unknown_end",
)


def in_list_if_there(column: str, words: Iterable[str], *, because: str) -> Rule:
    """Have ``column`` hold one of ``words``, or nothing, in every row."""
    listed = ", ".join(f"'{word}'" for word in words)
    return none_where(
        f"{column}_in_list",
        f"{column} not in ({listed})",
        severity="critical",
        because=because,
        column=column,
    )
