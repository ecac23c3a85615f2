"""Gate 2 of ``dim_organisations``."""

from expectations.published.common import CLASSES, always_there, in_list, published_suite
from expectations.rules import none_where
from expectations.shapes import COMPANY_PREFIXES

SUITE = published_suite(
    "dim_organisations",
    "organisation_key",
    always_there("organisation_name", because="an organisation nobody can name is not met"),
    in_list(
        "organisation_class",
        (word for word in CLASSES if word != "person"),
        because="promise 6: a person gets no organisation; the other classes of the design",
    ),
    in_list(
        "identified_by",
        ("company_number", "publisher_declaration", "notice_identifier", "name_only"),
        because="promise 2, nothing is guessed: the ways an organisation can be told apart",
    ),
    none_where(
        "company_number_shape",
        f"not regexp_matches(company_number, '^([0-9]{{8}}|({COMPANY_PREFIXES})[0-9A-Z]{{6}})$')",
        severity="critical",
        because="Companies House number formats: eight characters, a known prefix or digits",
        column="company_number",
    ),
    none_where(
        "number_where_identified_by_number",
        "identified_by = 'company_number' and company_number is null",
        severity="critical",
        because="arithmetic: what identifies a row is in the row",
        column="company_number",
    ),
)
