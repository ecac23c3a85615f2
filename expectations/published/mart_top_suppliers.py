"""Gate 2 of ``mart_top_suppliers``."""

from expectations.published.common import (
    CLASSES,
    VAT_BASIS_KNOWN,
    WITHHELD,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_top_suppliers",
    "row_key",
    VAT_BASIS_KNOWN,
    unique(
        ["publisher_id", "financial_year", "vat_basis", "supplier_key"],
        severity="critical",
        because="the model's grain: one row a body, financial year, VAT basis and supplier",
    ),
    unique(
        ["publisher_id", "financial_year", "vat_basis", "rank"],
        severity="critical",
        because="arithmetic: ties are broken, so no rank is given twice",
    ),
    always_there("publisher_id", "supplier_key", "paid_gbp", because="a figure is somebody's"),
    in_list("payee_class", CLASSES, because="the classes of the design"),
    none_where(
        "no_person_named",
        f"payee_class = 'person' and (supplier_name <> '{WITHHELD}'"
        " or organisation_key is not null)",
        severity="critical",
        because="promise 6: a payee who looks like a person is named in no published file",
        column="supplier_name",
    ),
    none_where(
        "rank_and_lines_positive",
        "rank < 1 or line_count < 1",
        severity="critical",
        because="arithmetic: ranks count from one, and a supplier has a line",
        column="rank",
    ),
    none_where(
        "share_of_a_whole",
        "share_of_paid > 1 or share_of_paid < 0 or cumulative_share > 1"
        " or cumulative_share < share_of_paid or (share_of_paid is null) <> (paid_gbp <= 0)",
        severity="critical",
        because="arithmetic: what each received, of what all received",
        column="share_of_paid",
    ),
)
