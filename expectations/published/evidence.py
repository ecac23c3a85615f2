"""Rules that the models on what is known of suppliers share."""

from expectations.published.common import in_list
from expectations.rules import none_where
from ingest.sources.lists_by_hand.rules import FACTS

TIERS = ("statutory_filing", "register", "notice", "self_declared", "survey", "inferred")
BANDS = ("large", "sme", "conflicting", "declared_sme", "declared_large", "unknown")
KINDS = tuple(FACTS)
CHECKS = ("declared_sme", "declared_vcse", "pay_gap_report", "payment_practices_report",
          "slavery_statement")  # fmt: skip
FINDINGS = ("agrees", "differs", "registers_conflict", "registers_do_not_say",
            "not_shown_by_the_register", "filed", "filed_late", "not_yet_due",
            "not_found_in_the_register", "not_judged")  # fmt: skip
NOT_JUDGED_REASONS = ("register_ends_before_due_date", "register_states_no_days")

TIER_KNOWN = in_list(
    "evidence_tier", TIERS, because="feature 32: each fact says how far it is proof"
)
NOT_READ_AFTER_THE_NIGHT = none_where(
    "not_read_after_the_night",
    "as_of_date is null or source_age_days is null or source_age_days < 0",
    severity="critical",
    because="feature 31: every fact says how old its source is; arithmetic: none is of tomorrow",
    column="source_age_days",
)
EVERYTHING_HAS_A_DOCUMENT = none_where(
    "everything_has_a_document",
    "_source_url is null or _line is null or not regexp_matches(_raw_sha256, '^[0-9a-f]{64}$')",
    severity="critical",
    because="promise 4, everything can be traced: a fact without its line is hearsay",
    column="_raw_sha256",
)
COMPANY_NUMBER_SHAPE = none_where(
    "company_number_of_eight",
    "company_number is null or not regexp_matches(company_number, '^[A-Z0-9]{8}$')",
    severity="critical",
    because="registers are matched by company number and by nothing else",
    column="company_number",
)
FOUND_WHERE_FILED = none_where(
    "found_where_filed",
    "(finding in ('filed', 'filed_late') and found_date is null)"
    " or (finding in ('not_found_in_the_register', 'not_judged') and found_date is not null)",
    severity="critical",
    because="promise 2: what is not found is not filed, and what is filed has its day",
    column="finding",
)
NOT_JUDGED_SAYS_WHY = none_where(
    "not_judged_says_why",
    f"coalesce(not_judged_reason, '') not in ('', {', '.join(map(repr, NOT_JUDGED_REASONS))})"
    " or (finding = 'not_judged') <> (not_judged_reason is not null)",
    severity="critical",
    because="promise 2: what is unknown is said to be so, and why",
    column="not_judged_reason",
)
