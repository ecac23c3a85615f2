"""Sound rows of the facts about notices and contracts, and what breaks each rule."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

Row = Mapping[str, object]
WHERE: Row = {"source_id": "find_a_tender", "ocid": "ocds-h6vhtk-0f0001"}
PROVENANCE: Row = {
    "_source_url": "https://example.org/releases.json",
    "_raw_sha256": "0" * 64,
    "_part": "",
    "_line": "2",
    "_fetched_at": "2026-03-31T02:00:00+00:00",
}
VALUED: Row = {"vat_basis": "net", "value_quality": "stated"}
DATED: Row = {
    "end_date": dt.date(2028, 3, 31),
    "latest_end_date": dt.date(2029, 3, 31),
    "end_date_quality": "stated",
}
ROWS: Mapping[str, Row] = {
    "fct_notices": {
        "notice_key": "k",
        **WHERE,
        "release_id": "099901-2026",
        "published_date": dt.date(2026, 3, 30),
        "notice_type": "UK4",
        "notice_type_known": True,
        "stage": "tender",
        "regime": "act_2023",
        "title": "Grounds maintenance",
        "estimate_gbp": Decimal("60000.0000"),
        **VALUED,
        **PROVENANCE,
    },
    "fct_processes": {
        "process_key": "k",
        **WHERE,
        "latest_release_id": "099901-2026",
        "regime": "act_2023",
        "competition": "open",
        "competition_rule": "open in the words",
        "stage": "tender",
        "days_to_bid": 30,
        "lot_count": 1,
        "award_count": 0,
        "contract_count": 0,
        "release_count": 1,
        "bids_count": 3,
        "sme_bids_count": 2,
        "estimate_gbp": Decimal("60000.0000"),
        "estimate_vat_basis": "net",
        "value_quality": "stated",
        **PROVENANCE,
    },
    "fct_lots": {
        "lot_key": "k",
        **WHERE,
        "lot_id": "1",
        "value_gbp": Decimal("60000.0000"),
        **VALUED,
        **DATED,
        **PROVENANCE,
    },
    "fct_awards": {
        "award_key": "k",
        **WHERE,
        "award_id": "1",
        "supplier_count": 1,
        "is_value_row": True,
        "is_cancelled": False,
        "award_gbp": Decimal("57500.0000"),
        "value_kind": "framework_ceiling",
        **VALUED,
        **DATED,
        **PROVENANCE,
    },
    "fct_award_suppliers": {
        "award_supplier_key": "k",
        **WHERE,
        "award_id": "1",
        "supplier_number": 1,
        "supplier_count": 1,
        "supplier_name": "EXAMPLE LTD",
        "supplier_class": "company",
        "supplier_organisation_key": "o",
        **PROVENANCE,
    },
    "fct_contracts": {
        "contract_key": "k",
        **WHERE,
        "contract_basis": "contract",
        "agreement_id": "1",
        "value_kind": "contract",
        "status": "active",
        "regime": "act_2023",
        "competition": "open",
        "is_cancelled": False,
        "is_counted": True,
        "duplicate_of_contract_key": "other",
        "duplicate_confidence": "possible",
        "duplicate_rule": "buyer and supplier, title",
        "contract_gbp": Decimal("57500.0000"),
        "value_source": "contract",
        **VALUED,
        **DATED,
        **PROVENANCE,
    },
    "fct_contract_changes": {
        "change_key": "k",
        "contract_key": "k",
        "release_id": "099902-2026",
        "change_number": 1,
        "change_kind": "value",
        "value_before_gbp": Decimal("100.0000"),
        "value_after_gbp": Decimal("150.0000"),
        "value_change_gbp": Decimal("50.0000"),
        "vat_basis": "net",
        **PROVENANCE,
    },
    "fct_contract_performance": {
        "performance_key": "k",
        **WHERE,
        "contract_id": "1",
        "kind": "failure",
        "item_number": 1,
        "penalty_gbp": Decimal("5000.0000"),
        "is_normal_completion": None,
        **PROVENANCE,
    },
    "bridge_process_links": {
        "link_key": "k",
        "from_process_key": "a",
        "to_process_key": "b",
        "kind": "framework_of",
        "confidence": "stated",
        "rule": "framework",
    },
}
"""One sound row of each model."""


def _broken_values(
    model: str, value: str, basis: str = "vat_basis", basis_rule: str = "vat_basis_known_word"
) -> list[tuple[str, str, Row]]:
    return [
        (model, basis_rule, {basis: None}),
        (model, "value_quality_in_list", {"value_quality": "guessed"}),
        (model, f"{value}_only_where_stated", {"value_quality": "placeholder"}),
        (model, f"{value}_only_where_stated", {value: None}),
        (model, f"{value}_is_never_nought", {value: Decimal("0.0000")}),
        (model, f"no_negative_{value}", {value: Decimal("-0.0100")}),
        (model, f"{value}_within_fifty_billion", {value: Decimal("50000000000.0001")}),
    ]


def _broken_ends(model: str) -> list[tuple[str, str, Row]]:
    return [
        (model, "end_date_quality_in_list", {"end_date_quality": None}),
        (model, "missing_end_is_missing", {"end_date_quality": "missing"}),
        (model, "missing_end_is_missing", {"end_date": None}),
        (model, "latest_end_not_before_end", {"latest_end_date": dt.date(2028, 3, 30)}),
    ]


BROKEN: Sequence[tuple[str, str, Row]] = [
    ("fct_notices", "stage_in_list", {"stage": "bidding"}),
    ("fct_notices", "regime_in_list", {"regime": None}),
    ("fct_notices", "named_type_is_known_or_not", {"notice_type_known": None}),
    ("fct_notices", "named_type_is_known_or_not", {"notice_type": None}),
    ("fct_notices", "published_date_there", {"published_date": None}),
    ("fct_notices", "new_regime_not_before_it_began", {"published_date": dt.date(2021, 1, 2)}),
    ("fct_notices", "no_contact_point", {"title": "Write to a.person@aldermere.example"}),
    *_broken_values("fct_notices", "estimate_gbp"),
    ("fct_processes", "regime_in_list", {"regime": "law"}),
    ("fct_processes", "competition_in_list", {"competition": None}),
    ("fct_processes", "competition_has_its_rule", {"competition_rule": None}),
    ("fct_processes", "competition_has_its_rule", {"competition": "unknown"}),
    ("fct_processes", "stage_in_list", {"stage": "bidding"}),
    ("fct_processes", "days_to_bid_not_negative", {"days_to_bid": -1}),
    ("fct_processes", "counts_not_negative", {"lot_count": -1}),
    ("fct_processes", "counts_not_negative", {"release_count": 0}),
    ("fct_processes", "fewer_small_bids_than_bids", {"sme_bids_count": 4}),
    *_broken_values(
        "fct_processes", "estimate_gbp", "estimate_vat_basis", "estimate_vat_basis_in_list"
    ),
    *_broken_values("fct_lots", "value_gbp"),
    *_broken_ends("fct_lots"),
    ("fct_awards", "value_kind_in_list", {"value_kind": None}),
    ("fct_awards", "supplier_count_not_negative", {"supplier_count": -1}),
    *_broken_values("fct_awards", "award_gbp"),
    *_broken_ends("fct_awards"),
    ("fct_award_suppliers", "supplier_class_in_list", {"supplier_class": "firm"}),
    (
        "fct_award_suppliers",
        "nobody_is_named_who_looks_like_a_person",
        {"supplier_class": "person", "supplier_organisation_key": None},
    ),
    (
        "fct_award_suppliers",
        "nobody_is_named_who_looks_like_a_person",
        {"supplier_class": "person", "supplier_name": None},
    ),
    ("fct_award_suppliers", "numbered_within_the_award", {"supplier_number": 2}),
    ("fct_award_suppliers", "numbered_within_the_award", {"supplier_number": 0}),
    ("fct_contracts", "value_kind_in_list", {"value_kind": "payment"}),
    ("fct_contracts", "status_in_list", {"status": "over"}),
    ("fct_contracts", "regime_in_list", {"regime": None}),
    ("fct_contracts", "competition_in_list", {"competition": None}),
    ("fct_contracts", "cancelled_is_never_counted", {"is_cancelled": True}),
    ("fct_contracts", "a_copy_is_never_counted", {"duplicate_confidence": "likely"}),
    ("fct_contracts", "a_copy_has_its_reason", {"duplicate_rule": None}),
    ("fct_contracts", "a_copy_has_its_reason", {"duplicate_of_contract_key": None}),
    ("fct_contracts", "value_has_its_source", {"value_source": None}),
    *_broken_values("fct_contracts", "contract_gbp"),
    *_broken_ends("fct_contracts"),
    ("fct_contract_changes", "vat_basis_known_word", {"vat_basis": "none"}),
    (
        "fct_contract_changes",
        "the_change_is_the_difference",
        {"value_change_gbp": Decimal("50.0001")},
    ),
    ("fct_contract_changes", "no_change_without_both_values", {"value_before_gbp": None}),
    ("fct_contract_changes", "no_change_without_both_values", {"value_change_gbp": None}),
    ("fct_contract_performance", "kind_in_list", {"kind": "rumour"}),
    ("fct_contract_performance", "only_an_end_is_a_completion", {"is_normal_completion": "true"}),
    ("fct_contract_performance", "only_a_failure_has_a_penalty", {"kind": "metric"}),
    ("bridge_process_links", "kind_in_list", {"kind": "cousin"}),
    ("bridge_process_links", "confidence_in_list", {"confidence": "certainly"}),
    ("bridge_process_links", "nothing_is_its_own_link", {"to_process_key": "a"}),
]
"""A model, the rule that must notice, and what is wrong with its row."""
