"""Sound rows of what bears on insourcing, and what each rule on them is broken by."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

EVIDENCE = "mart_insourcing_evidence"
PAID = "mart_spend_public_bodies"
ROWS: Mapping[str, Mapping[str, object]] = {
    EVIDENCE: {
        "row_key": "k",
        "evidence_kind": "supplied_by_public_body",
        "public_body_names": "Aldermere Council",
        "public_body_evidence": "publisher_declaration",
        "predecessor_contract_key": None,
        "confidence": None,
        "ocid": "o",
        "as_of_date": dt.date(2026, 3, 31),
        "_source_url": "https://notices.example/o",
        "_raw_sha256": "0" * 64,
    },
    PAID: {
        "row_key": "k",
        "publisher_id": "aldminster_city",
        "financial_year": "2025-26",
        "vat_basis": "net",
        "organisation_key": "council",
        "public_body_name": "Aldermere Council",
        "public_body_evidence": "publisher_declaration",
        "paid_gbp": Decimal("8.0000"),
        "line_count": 2,
    },
}
BROKEN: Sequence[tuple[str, str, Mapping[str, object]]] = (
    (EVIDENCE, "evidence_kind_in_list", {"evidence_kind": "better"}),
    (EVIDENCE, "notices_lead_to_their_document", {"_raw_sha256": None}),
    (EVIDENCE, "public_bodies_are_named_with_who_says_so", {"public_body_evidence": None}),
    (EVIDENCE, "a_move_is_between_two_agreements", {"evidence_kind": "moved_to_public_body"}),
    (
        EVIDENCE,
        "a_move_is_between_two_agreements",
        {"predecessor_contract_key": "c", "confidence": "high"},
    ),
    (PAID, "vat_basis_known_word", {"vat_basis": "per_row"}),
    (PAID, "a_public_body_is_named_with_who_says_so", {"public_body_evidence": None}),
    (PAID, "a_public_body_is_named_with_who_says_so", {"line_count": 0}),
)
