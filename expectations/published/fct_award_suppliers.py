"""Gate 2 of ``fct_award_suppliers``."""

from expectations.published.common import (
    CLASSES,
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import none_where, unique

SUITE = published_suite(
    "fct_award_suppliers",
    "award_supplier_key",
    PROVENANCE_WHOLE,
    unique(
        ["source_id", "ocid", "award_id", "supplier_number"],
        severity="critical",
        because="the model's grain: one row a supplier of an award",
    ),
    always_there("source_id", "ocid", "award_id", because="the model's grain is whole"),
    in_list("supplier_class", CLASSES, because="the classes of payees"),
    none_where(
        "nobody_is_named_who_looks_like_a_person",
        "supplier_class in ('person', 'redacted')"
        " and (supplier_name is not null or supplier_organisation_key is not null)",
        severity="critical",
        because="promise 6: people are protected",
        column="supplier_name",
    ),
    none_where(
        "numbered_within_the_award",
        "supplier_number < 1 or supplier_number > supplier_count",
        severity="critical",
        because="arithmetic",
        column="supplier_number",
    ),
)
