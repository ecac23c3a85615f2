"""Sound rows of what is known of suppliers, landed and published, and what breaks each rule."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

Row = Mapping[str, object]
DAY = dt.date(2026, 3, 31)
PROVENANCE: Row = {
    "_source_url": "https://example.org/register.csv",
    "_raw_sha256": "0" * 64,
    "_part": "",
    "_line": 2,
    "_fetched_at": "2026-03-31T02:00:00+00:00",
}
SOMEBODY: Row = {
    "organisation_key": "o",
    "organisation_name": "EXAMPLE GROUNDS LTD",
    "company_number": "99900001",
}
AGED: Row = {"as_of_date": DAY, "source_age_days": 0}
CHECKED: Row = {
    "organisation_key": "o",
    "check_id": "pay_gap_report",
    "reference": "SI 2017/172",
    "subject": "2024",
    "due_date": dt.date(2025, 4, 5),
    "found_date": dt.date(2025, 3, 20),
    "finding": "filed",
    "not_judged_reason": None,
    "as_of_date": DAY,
}
SIZES = (
    "declared_sme",
    "declared_large",
    "conflicting",
    "redacted",
    "person",
    "public_body",
    "no_company",
)
LANDED: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("gender_pay_gap", "reports"): {
        "EmployerName": "EXAMPLE GROUNDS LTD",
        "CompanyNumber": "99900001",
        "DiffMeanHourlyPercent": "6.1",
        "DiffMedianHourlyPercent": "-35.3",
        "DiffMeanBonusPercent": "",
        "EmployerSize": "250 to 499",
        "DueDate": "2022/04/05 00:00:00",
    },
    ("modern_slavery", "statements"): {
        "StatementYear": "2024",
        "OrganisationName": "EXAMPLE GROUNDS LTD",
        "CompanyNumber": "99900001",
        "StatementStartDate": "01/04/2023",
        "StatementEndDate": "31/03/2024",
        "DateApproved": "30/09/2024",
    },
    ("payment_practices", "reports"): {
        "report_id": "4711",
        "company": "EXAMPLE GROUNDS LTD",
        "company_number": "99900001",
        "start_date": "2024-10-01",
        "end_date": "2025-03-31",
        "filing_date": "2025-04-20",
        "average_time_to_pay": "31",
    },
    ("lists_by_hand", "entries"): {
        "list_kind": "debarment",
        "list_id": "debarment",
        "organisation_name": "EXAMPLE GROUNDS LTD",
        "scheme": "GB-COH",
        "identifier": "99900001",
        "fact": "excludable",
        "valid_from": "2026-01-10",
    },
}
LANDED_CASES: Sequence[tuple[str, str, Mapping[str, str | None], str, bool]] = (
    ("gender_pay_gap", "reports", {"Address": "a@b.example"}, "no_e_mail_address", True),
    ("gender_pay_gap", "reports", {"DueDate": "05/04/2022"}, "due_dates_are_days", True),
    ("gender_pay_gap", "reports", {"CompanyNumber": "n/k"}, "company_number_mostly_shaped", True),
    ("gender_pay_gap", "reports", {"MaleTopQuartile": "half"}, "percents_are_numbers", False),
    ("gender_pay_gap", "reports", {"EmployerSize": "250-499"}, "employer_size_known_word", False),
    ("modern_slavery", "statements", {"DateApproved": "2024-09-30"}, "dates_are_dates", True),
    ("payment_practices", "reports", {"end_date": "3/31/2025"}, "dates_are_dates", True),
    ("payment_practices", "reports", {"disputed_percent": "5%"}, "percents_are_numbers", False),
    ("lists_by_hand", "entries", {"list_kind": "gossip"}, "list_kind_known_word", True),
    ("lists_by_hand", "entries", {"scheme": ""}, "scheme_and_identifier_together", True),
)
ROWS: Mapping[str, Row] = {
    "fct_supplier_facts": {
        "fact_key": "k",
        **SOMEBODY,
        "value_text": "6.1000",
        "value_number": Decimal("6.1"),
        "unit": "percent",
        "evidence_tier": "statutory_filing",
        **AGED,
        **PROVENANCE,
    },
    "fct_supplier_sizes": {
        **SOMEBODY,
        "size_band": "large",
        "evidence_tier": "statutory_filing",
        "declared_sme_count": 1,
        "declared_not_sme_count": 0,
    },
    "fct_listed_entries": {
        "entry_key": "k",
        "list_kind": "debarment",
        "evidence_tier": "register",
        "organisation_key": "o",
        "match_result": "by_identifier",
        "scheme": "GB-COH",
        "identifier": "99900001",
        "fact": "excludable",
        **PROVENANCE,
    },
    "fct_lists_supplied": {
        "list_key": "k",
        "list_kind": "debarment",
        "list_id": "debarment",
        "status": "supplied",
        "entry_count": 3,
        "matched_count": 1,
        "not_met_count": 1,
        "of_several_count": 0,
        "named_not_matched_count": 1,
    },
    "fct_declaration_checks": {"check_key": "k", **CHECKED},
    "mart_declaration_checks": {
        "row_key": "k",
        **CHECKED,
        "found_date": None,
        "finding": "not_found_in_the_register",
        "days_since_due": 360,
    },
    "mart_supplier_dossier": {
        "row_key": "k",
        **SOMEBODY,
        "value_text": "6.1000",
        "evidence_tier": "statutory_filing",
        **AGED,
        **PROVENANCE,
    },
    "mart_supplier_pay_gap": {
        "row_key": "k",
        **SOMEBODY,
        **{
            f"{who}_{quarter}_quartile_percent": Decimal(50)
            for who in ("male", "female")
            for quarter in ("lower", "lower_middle", "upper_middle", "top")
        },
        **AGED,
        **PROVENANCE,
    },
    "mart_modern_slavery": {"row_key": "k", **SOMEBODY, **AGED, **PROVENANCE},
    "mart_supplier_payment_practices": {
        "row_key": "k",
        **SOMEBODY,
        "average_days_to_pay": Decimal(31),
        "is_days_outlier": False,
        **AGED,
        **PROVENANCE,
    },
    "mart_exclusion_signals": {
        "row_key": "k",
        **SOMEBODY,
        "scheme": "GB-COH",
        "identifier": "99900001",
        "fact": "excludable",
        "evidence_tier": "register",
        **AGED,
        **PROVENANCE,
    },
    "mart_spend_supplier_size": {
        "row_key": "k",
        "publisher_id": "aldermere",
        "financial_year": "2025-26",
        "vat_basis": "net",
        "paid_gbp": Decimal("100.0000"),
        "sme_gbp": Decimal("40.0000"),
        "large_gbp": Decimal("30.0000"),
        "unknown_gbp": Decimal("30.0000"),
        **{f"{size}_gbp": Decimal("4.0000") for size in SIZES},
        "no_evidence_gbp": Decimal("2.0000"),
        "sme_share_low": Decimal("0.400000"),
        "sme_share_high": Decimal("0.700000"),
    },
}
BROKEN: Sequence[tuple[str, str, Row]] = (
    ("fct_supplier_facts", "evidence_tier_in_list", {"evidence_tier": "hearsay"}),
    ("fct_supplier_facts", "company_number_of_eight", {"company_number": "1234567"}),
    ("fct_supplier_facts", "not_read_after_the_night", {"source_age_days": -1}),
    ("fct_supplier_facts", "numbers_where_the_unit_is_one", {"value_number": None}),
    ("fct_supplier_sizes", "size_band_in_list", {"size_band": "huge"}),
    ("fct_supplier_sizes", "no_size_without_evidence", {"evidence_tier": None}),
    ("fct_listed_entries", "matched_by_identifier_only", {"identifier": None}),
    ("fct_listed_entries", "matched_by_identifier_only", {"match_result": "named_not_matched"}),
    ("fct_lists_supplied", "list_kind_in_list", {"list_kind": "gossip"}),
    ("fct_lists_supplied", "never_supplied_is_unknown", {"list_id": None}),
    ("fct_lists_supplied", "every_entry_is_accounted_for", {"matched_count": 0}),
    ("fct_declaration_checks", "check_id_in_list", {"check_id": "character"}),
    ("fct_declaration_checks", "finding_in_list", {"finding": "guilty"}),
    ("fct_declaration_checks", "found_where_filed", {"found_date": None}),
    ("fct_declaration_checks", "found_where_filed", {"finding": "not_found_in_the_register"}),
    (
        "fct_declaration_checks",
        "not_judged_says_why",
        {"not_judged_reason": "register_states_no_days"},
    ),
    ("fct_declaration_checks", "not_judged_says_why", {"finding": "not_judged"}),
    ("mart_declaration_checks", "nothing_is_missing_before_it_is_due", {"due_date": DAY}),
    ("mart_supplier_dossier", "everything_has_a_document", {"_line": None}),
    ("mart_supplier_pay_gap", "quarters_are_of_a_whole", {"male_top_quartile_percent": Decimal(9)}),
    (
        "mart_supplier_payment_practices",
        "no_days_beyond_a_year",
        {"average_days_to_pay": Decimal(366)},
    ),
    ("mart_supplier_payment_practices", "no_days_beyond_a_year", {"is_days_outlier": True}),
    ("mart_exclusion_signals", "as_the_list_says", {"fact": "criminal"}),
    ("mart_spend_supplier_size", "paid_gbp_is_the_sum_of_its_parts", {"sme_gbp": Decimal(41)}),
    (
        "mart_spend_supplier_size",
        "sme_share_low_to_sme_share_high",
        {"sme_share_low": Decimal("0.8")},
    ),
)
"""Model, the rule that must fire, and what is wrong with the row."""
