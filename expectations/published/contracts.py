"""Rules shared by the facts about contracts."""

from expectations.published.common import VAT_BASIS_KNOWN, in_list
from expectations.rules import Rule, none_where

REGIMES = ("act_2023", "regulations_2015", "health_2023", "other", "unknown")
COMPETITIONS = ("open", "restricted", "negotiated", "direct", "call_off", "unknown")
QUALITIES = ("stated", "zero", "placeholder", "other_currency", "unreadable", "missing")
LARGEST = 50_000_000_000
"""Pounds. No agreement of a UK body is known to be larger; ceilings have been mistyped."""


def value_rules(value: str, *, basis: str = "vat_basis") -> tuple[Rule, ...]:
    """Return what must hold of a value in pounds and of the words beside it."""
    return (
        VAT_BASIS_KNOWN if basis == "vat_basis" else in_list(
            basis, ("net", "gross", "unknown"), because="promise 3: every figure says its VAT basis"
        ),
        in_list("value_quality", QUALITIES, because="promise 2: why a value is null is said"),
        none_where(
            f"{value}_only_where_stated",
            f"({value} is not null) <> (value_quality = 'stated')",
            severity="critical",
            because="promise 2: a figure that only fills the box is no value, and a value is one",
            column=value,
        ),
        none_where(
            f"{value}_is_never_nought",
            f"{value} = 0",
            severity="critical",
            because="promise 2: nought published for a contract is a box left empty",
            column=value,
        ),
        none_where(
            f"no_negative_{value}",
            f"{value} < 0",
            severity="warning",
            because="arithmetic: nobody is paid for buying",
            column=value,
        ),
        none_where(
            f"{value}_within_fifty_billion",
            f"{value} > {LARGEST}",
            severity="warning",
            because="no UK contract of that size is known; ceilings have been mistyped",
            column=value,
        ),
    )  # fmt: skip


END_DATE_RULES = (
    in_list(
        "end_date_quality",
        ("stated", "missing", "unreal"),
        because="promise 2: a last day that cannot be is not believed",
    ),
    none_where(
        "missing_end_is_missing",
        "(end_date is null) <> (end_date_quality = 'missing')",
        severity="critical",
        because="promise 2: a last day is there, or said to be missing",
        column="end_date_quality",
    ),
    none_where(
        "latest_end_not_before_end",
        "latest_end_date < end_date",
        severity="critical",
        because="arithmetic: options make a contract longer",
        column="latest_end_date",
    ),
)
