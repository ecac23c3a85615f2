"""Gate 2 of ``mart_live_contracts``."""

from expectations.published.common import (
    CLASSES,
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    always_there,
    in_list,
    published_suite,
)
from expectations.published.standing import STATES, in_list_if_there
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_live_contracts",
    "row_key",
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    unique(
        ["contract_key", "supplier_number"],
        severity="critical",
        because="the model's grain: one row an agreement and supplier",
    ),
    always_there("contract_key", "supplier_number", because="the model's grain is whole"),
    in_list("state", STATES, because="the closed list; unknown is never live"),
    in_list_if_there("supplier_class", CLASSES, because="the closed list of payee classes"),
    none_where(
        "no_person_named",
        "supplier_class in ('person', 'redacted')"
        " and (supplier_name is not null or supplier_organisation_key is not null)",
        severity="critical",
        because="promise 6, people are protected",
        column="supplier_name",
    ),
    none_where(
        "live_is_begun_and_not_over",
        "state = 'live' and not coalesce(start_date <= as_of_date and as_of_date <="
        " greatest(end_date, latest_end_date), false)",
        severity="critical",
        because="promise 2: what runs is told from its own dates",
        column="state",
    ),
    none_where(
        "value_counts_once",
        "is_value_row and supplier_number <> 1",
        severity="critical",
        because="promise 3: several suppliers, one value",
        column="is_value_row",
    ),
)
