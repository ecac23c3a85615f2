"""Gate 2 of ``dim_policies``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.rules import none_where, unique

KINDS = ("threshold", "duty", "publication", "time_limit", "regime")
EVIDENCE = ("instrument", "notes", "secondary", "memory")

SUITE = published_suite(
    "dim_policies",
    "policy_key",
    unique(
        ["policy_id", "starts_on"],
        severity="critical",
        because="the model's grain: one row a policy and period",
    ),
    always_there("policy_id", "name", "reference", because="a policy is laid down somewhere"),
    in_list("kind", KINDS, because="what a policy can be"),
    in_list("evidence", EVIDENCE, because="promise 2: how we know is said of each"),
    none_where(
        "confirmed_by_what_was_read",
        "is_confirmed is null or is_confirmed <> (evidence in ('instrument', 'notes'))",
        severity="critical",
        because="promise 2: what nobody looked up is not confirmed",
        column="is_confirmed",
    ),
    none_where(
        "amounts_say_their_vat_basis",
        "(value_gbp is null) <> (vat_basis is null)",
        severity="critical",
        because="promise 3: every figure says its VAT basis",
        column="vat_basis",
    ),
    none_where(
        "days_say_their_kind",
        "(value_days is null) <> (day_kind is null)",
        severity="critical",
        because="arithmetic: eight working days are not eight days",
        column="day_kind",
    ),
    none_where(
        "periods_end_after_they_begin",
        "ends_on < starts_on",
        severity="critical",
        because="arithmetic: a period's last day is not before its first",
        column="ends_on",
    ),
)
