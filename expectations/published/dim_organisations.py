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
        "unknown_form_has_no_evidence",
        "(ownership_form = 'unknown') <> (ownership_evidence = 'none')"
        " or ownership_form is null or ownership_evidence is null",
        severity="critical",
        because="promise 2, nothing is guessed: a form of ownership says who says so",
        column="ownership_form",
    ),
    none_where(
        "no_body_is_called_not_public",
        "is_public_body = false or (is_public_body is null) <> (public_body_evidence is null)",
        severity="critical",
        because="promise 2, unknown is never no: to stand on no list says nothing",
        column="is_public_body",
    ),
    none_where(
        "number_where_identified_by_number",
        "identified_by = 'company_number' and company_number is null",
        severity="critical",
        because="arithmetic: what identifies a row is in the row",
        column="company_number",
    ),
)
