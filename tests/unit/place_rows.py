"""A sound row of each published table of places, and what each of their rules is broken by."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

REASONS = (
    "redacted",
    "person",
    "no_company_found",
    "no_postcode",
    "postcode_not_found",
    "not_in_england",
    "no_small_area",
    "area_not_in_index",
)
ROWS: Mapping[str, Mapping[str, object]] = {
    "bridge_place_successors": {
        "row_key": "k",
        "place_code": "E08999016",
        "successor_code": "E08999038",
        "change_kind": "recoded",
        "changed_on": None,
        "changed_in": "2024 or 2025",
        "is_final": True,
        "stated_by": "lists",
    },
    "mart_spend_deprivation": {
        "row_key": "k",
        "publisher_id": "aldermere",
        "financial_year": "2025-26",
        "vat_basis": "net",
        "supplier_imd_decile": 3,
        "paid_gbp": Decimal("40.0000"),
        "unknown_gbp": Decimal("0.0000"),
        **{f"unknown_{reason}_gbp": Decimal("0.0000") for reason in REASONS},
        "share_low": Decimal("0.400000"),
        "share_high": Decimal("0.500000"),
    },
}
BROKEN: Sequence[tuple[str, str, Mapping[str, object]]] = (
    ("bridge_place_successors", "change_kind_in_list", {"change_kind": "gone"}),
    ("bridge_place_successors", "codes_are_codes", {"place_code": "Barton"}),
    ("bridge_place_successors", "nothing_follows_itself", {"successor_code": "E08999016"}),
    ("bridge_place_successors", "only_a_plan_has_no_successor", {"successor_code": None}),
    ("bridge_place_successors", "only_a_plan_has_no_successor", {"change_kind": "planned"}),
    ("mart_spend_deprivation", "decile_is_one_of_ten", {"supplier_imd_decile": 0}),
    (
        "mart_spend_deprivation",
        "unknown_gbp_is_the_sum_of_its_parts",
        {"unknown_person_gbp": Decimal("0.0100")},
    ),
    (
        "mart_spend_deprivation",
        "unknown_is_the_row_without_a_decile",
        {"supplier_imd_decile": None},
    ),
    ("mart_spend_deprivation", "no_share_of_what_is_unknown", {"supplier_imd_decile": None}),
    ("mart_spend_deprivation", "share_low_to_share_high", {"share_high": Decimal("0.300000")}),
    ("mart_spend_deprivation", "vat_basis_known_word", {"vat_basis": "per_row"}),
    ("fct_payments", "unknown_decile_has_its_reason", {"imd_reason": "person"}),
    ("fct_payments", "decile_is_one_of_ten_of_an_edition", {"supplier_imd_edition": None}),
    ("fct_payments", "unknown_status_has_its_reason", {"supplier_status_reason": "person"}),
    ("fct_payments", "status_leads_to_the_register", {"company_status_key": None}),
    ("fct_payments", "distance_within_britain", {"distance_km": Decimal(1301)}),
)
