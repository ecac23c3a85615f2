"""Rules every published model must pass."""

from collections.abc import Iterable

from expectations.rules import Rule, Suite, none_where, unique
from expectations.shapes import EMAIL, NATIONAL_INSURANCE, any_text_like

BASES = ("net", "gross", "unknown")
CLASSES = ("company", "public_body", "charity_or_mutual", "person", "redacted", "unknown")
WITHHELD = "Withheld: looks like a person"

NO_NATIONAL_INSURANCE_NUMBER = none_where(
    "no_national_insurance_number",
    any_text_like(NATIONAL_INSURANCE),
    severity="critical",
    because="promise 6, people are protected: HM Revenue & Customs' number format",
)
NO_CONTACT_POINT = none_where(
    "no_contact_point",
    any_text_like(EMAIL),
    severity="critical",
    because="promise 6, people are protected: no e-mail address in a published file",
)
PROVENANCE_WHOLE = none_where(
    "provenance_whole",
    "_source_url is null or _raw_sha256 is null or _part is null or _fetched_at is null"
    " or not regexp_matches(_raw_sha256, '^[0-9a-f]{64}$')",
    severity="critical",
    because="promise 4, everything can be traced to a document",
)
VAT_BASIS_KNOWN = none_where(
    "vat_basis_known_word",
    f"vat_basis is null or vat_basis not in {BASES}",
    severity="critical",
    because="promise 3, nothing unsafe is summed: every figure says its VAT basis",
    column="vat_basis",
)

PROBABILITY_WITHIN_BOUNDS = none_where(
    "probability_between_none_and_certain",
    "probability < 0 or probability > 1 or rival_probability < 0 or rival_probability > 1"
    " or next_rival_probability < 0 or next_rival_probability > rival_probability",
    severity="critical",
    because="arithmetic; the likeliest stands first",
    column="probability",
)
SEVERAL_ARE_SEVERAL = none_where(
    "several_companies_are_several",
    "unmatched_reason = 'several_companies_of_the_name'"
    " and (rival_count < 2 or next_rival_company_number is null)",
    severity="critical",
    because="promise 2: each that bears the name equally is named, and neither is chosen",
    column="unmatched_reason",
)


def published_suite(model: str, key: str, *rules: Rule) -> Suite:
    """Return the suite of a published model whose rows are named by ``key``."""
    return Suite(
        model,
        (
            unique([key], severity="critical", because="the model's grain: one key a row"),
            always_there(key, because="the model's grain: every row has its key"),
            NO_NATIONAL_INSURANCE_NUMBER,
            NO_CONTACT_POINT,
            *rules,
        ),
    )


def always_there(*columns: str, because: str) -> Rule:
    """Have no row without a value in any of ``columns``."""
    return none_where(
        f"{'_and_'.join(columns)}_there",
        " or ".join(f"{column} is null" for column in columns),
        severity="critical",
        because=because,
        column=columns[0] if len(columns) == 1 else None,
    )


def in_list(column: str, words: Iterable[str], *, because: str) -> Rule:
    """Have ``column`` hold one of ``words`` in every row."""
    listed = ", ".join(f"'{word}'" for word in words)
    return none_where(
        f"{column}_in_list",
        f"{column} is null or {column} not in ({listed})",
        severity="critical",
        because=because,
        column=column,
    )


def adds_up(whole: str, *parts: str) -> Rule:
    """Have ``parts`` sum to ``whole`` in every row, exactly: all are decimals."""
    total = " + ".join(parts)
    return none_where(
        f"{whole}_is_the_sum_of_its_parts",
        f"{whole} <> {total} or {whole} is null or {total} is null",
        severity="critical",
        because=f"arithmetic: {whole} = {total}",
        column=whole,
    )


def share_within_bounds(low: str, high: str) -> Rule:
    """Have two bounds of a share stand in order between nothing and the whole, or both be null."""
    return none_where(
        f"{low}_to_{high}",
        f"{low} > {high} or {low} < 0 or {high} > 1 or ({low} is null) <> ({high} is null)",
        severity="critical",
        because="arithmetic: known yes <= known yes + unknown, of a whole; null without a whole",
        column=low,
    )
