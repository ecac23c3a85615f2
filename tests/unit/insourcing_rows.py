"""A sound row of the evidence of insourcing, and what each of its rules is broken by."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

MODEL = "mart_insourcing_evidence"
ROWS: Mapping[str, Mapping[str, object]] = {
    MODEL: {
        "row_key": "k",
        "evidence_kind": "paid_public_body",
        "public_body_names": "Aldermere Council",
        "public_body_evidence": "publisher_declaration",
        "predecessor_contract_key": None,
        "confidence": None,
        "ocid": None,
        "publisher_id": "aldminster_city",
        "vat_basis": "net",
        "paid_gbp": Decimal("8.0000"),
        "line_count": 2,
        "as_of_date": dt.date(2026, 3, 31),
        "_source_url": None,
        "_raw_sha256": None,
    },
}
BROKEN: Sequence[tuple[str, str, Mapping[str, object]]] = (
    (MODEL, "evidence_kind_in_list", {"evidence_kind": "better"}),
    (MODEL, "vat_basis_in_list", {"vat_basis": "per_row"}),
    (MODEL, "payments_are_sums_and_notices_are_none", {"paid_gbp": None}),
    (
        MODEL,
        "payments_are_sums_and_notices_are_none",
        {"evidence_kind": "supplied_by_public_body"},
    ),
    (MODEL, "notices_lead_to_their_document", {"evidence_kind": "procurement_abandoned"}),
    (MODEL, "public_bodies_are_named_with_who_says_so", {"public_body_evidence": None}),
    (MODEL, "a_move_is_between_two_agreements", {"evidence_kind": "moved_to_public_body"}),
    (
        MODEL,
        "a_move_is_between_two_agreements",
        {"predecessor_contract_key": "c", "confidence": "high"},
    ),
)
