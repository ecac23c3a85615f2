"""Rules every landed table must pass, and where on a line a broken rule was met."""

from dataclasses import replace

from expectations.rules import Rule, Suite, none_where
from expectations.shapes import CONTACT_KEY, EMAIL, any_text_like
from ingest.model import PROVENANCE

PROVENANCE_WHOLE = none_where(
    "provenance_whole",
    " or ".join(f"{name} is null" for name in PROVENANCE)
    + " or not regexp_matches(_raw_sha256, '^[0-9a-f]{64}$')"
    + " or try_cast(_line as bigint) is null"
    + " or try_cast(_fetched_at as timestamptz) is null",
    severity="critical",
    because="promise 4, everything can be traced: document, part and line on every row",
)

NO_CONTACT_POINT = none_where(
    "no_contact_point",
    any_text_like(CONTACT_KEY),
    severity="critical",
    because="promise 6, contact points never pass the landing gate: not one of their fields",
)

NO_ADDRESS_IN_WORDS = none_where(
    "no_e_mail_address_in_words",
    any_text_like(EMAIL, "@"),
    severity="warning",
    because="publishers write addresses into descriptions (46 cells of 939 real releases): they "
    "stay here as published, and gate 2 lets none out",
)


def landed_suite(name: str, *rules: Rule) -> Suite:
    """Return the suite of a landed table: its own rules after those of every table."""
    return Suite(name, tuple(_located(rule) for rule in (PROVENANCE_WHOLE, *rules)))


def _located(rule: Rule) -> Rule:
    """Have a broken rule name the first line that broke it, for whoever opens the document."""
    if rule.violating is None:
        return rule
    first = f"min(try_cast(_line as bigint)) filter (where {rule.violating})"
    return replace(rule, evidence=f"'first at line ' || {first}")
