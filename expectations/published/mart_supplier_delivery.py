"""Gate 2 of ``mart_supplier_delivery``."""

from expectations.published.common import in_list, published_suite
from expectations.published.conduct import counts_in_order, no_negative_count
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_supplier_delivery",
    "row_key",
    unique(
        ["supplier_group", "supplier_organisation_key"],
        severity="critical",
        because="the model's grain: one row a supplier, and one for each group of others",
    ),
    in_list(
        "supplier_group",
        ("identified", "name_only", "withheld"),
        because="whether an identifier tells the supplier apart",
    ),
    none_where(
        "nothing_against_a_name_alone",
        "(supplier_group = 'identified') <> (supplier_organisation_key is not null)"
        " or (supplier_group <> 'identified' and supplier_name is not null)"
        " or identified_by = 'name_only'",
        severity="critical",
        because="promise 2: two firms of one name are not one firm",
        column="supplier_name",
    ),
    no_negative_count(
        "contract_count", "failure_count", "ended_otherwise_count", "results_count", "change_count"
    ),
    counts_in_order(
        ("shared_contract_count", "contract_count"),
        ("act_contract_count", "contract_count"),
        ("noticed_contract_count", "contract_count"),
        ("changed_contract_count", "noticed_contract_count"),
        ("penalised_failure_count", "failure_count"),
    ),
    none_where(
        "counted_failures_are_dated",
        "(failure_count > 0) <> (last_failure_date is not null)"
        " or first_failure_date > last_failure_date",
        severity="warning",
        because="dated facts; a notice without a date of the decision has its own",
        column="last_failure_date",
    ),
)
