"""Gate 2: every published model has a suite, and each rule fires on what it is for."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from expectations.errors import ExpectationsError
from expectations.registry import PUBLISHED_SUITES
from expectations.report import Report
from expectations.runner import audit, audit_models
from tests.unit import (
    clock_rows,
    completeness_rows,
    conduct_rows,
    evidence_rows,
    fact_rows,
    flag_rows,
    insourcing_rows,
    place_rows,
    sector_rows,
)

Row = Mapping[str, object]
DAY = dt.date(2025, 5, 1)
PROVENANCE: Row = {
    "_source_url": "https://example.org/a@b.example/file.csv",
    "_raw_sha256": "0" * 64,
    "_part": "",
    "_line": "2",
    "_fetched_at": "2026-03-31T02:00:00+00:00",
}
UNKNOWN = (
    "unknown_redacted_gbp",
    "unknown_person_gbp",
    "unknown_no_company_gbp",
    "unknown_no_postcode_gbp",
    "unknown_postcode_not_found_gbp",
    "unknown_no_area_gbp",
    "unknown_place_divided_gbp",
)
PROMPTNESS: Row = {
    "publisher_id": "aldermere",
    "organisation_key": "o",
    "source_kind": "council_table",
    "reporting_period": "2024-25",
    "period_start_date": dt.date(2024, 4, 1),
    "period_end_date": dt.date(2025, 3, 31),
    "share_on_time": Decimal("0.946000"),
    "invoice_count": 36296,
    "on_time_count": 34336,
    "late_count": 1960,
    "interest_paid_gbp": Decimal("0.0000"),
    "interest_liable_gbp": Decimal("13618.7100"),
    "share_duty_date": dt.date(2015, 4, 1),
    "interest_duty_date": dt.date(2016, 4, 1),
    "average_days": None,
    "has_figures": True,
}
ROWS: Mapping[str, Row] = {
    "bridge_organisation_identifiers": {
        "organisation_key": "k",
        "scheme": "GB-COH",
        "identifier": "99900001",
        "evidence": "register",
    },
    "dim_organisations": {
        "organisation_key": "k",
        "organisation_name": "EXAMPLE GROUNDS LTD",
        "organisation_class": "company",
        "company_number": "99900001",
        "identified_by": "company_number",
        "ownership_form": "charity",
        "ownership_evidence": "charity_register",
        "is_public_body": True,
        "public_body_evidence": "publisher_declaration",
    },
    "fct_company_statuses": {
        "company_status_key": "k",
        "organisation_key": "k",
        "company_number": "99900001",
        "valid_from": dt.date(2026, 1, 1),
        "valid_to": dt.date(2026, 2, 1),
        "ended_as": "left_register",
        "last_seen_month": dt.date(2026, 2, 1),
        "missing_from_month": dt.date(2026, 3, 1),
        **PROVENANCE,
    },
    "bridge_company_owners": {
        "company_owner_key": "k",
        "organisation_key": "k",
        "company_number": "99900001",
        "owner_name": "EXAMPLE HOLDINGS LTD",
        "owner_name_status": "named",
        "owner_kind": "corporate-entity-person-with-significant-control",
        "owner_company_number": "99900002",
        "number_reading": "uk_company_number",
        "number_check": "registered_under_this_name",
        **PROVENANCE,
    },
    "bridge_body_successors": {
        "succession_key": "k",
        "scheme": "GOV.UK",
        "predecessor_id": "board-of-beacons",
        "successor_id": "department-for-lighthouses",
    },
    "dim_places": {
        "place_key": "k",
        "place_code": "E07999001",
        "place_name": "Brackenfold",
        "valid_from": dt.date(1974, 4, 1),
        "valid_to": dt.date(2023, 3, 31),
        "successor_codes": "E06999001",
    },
    "fct_payee_matches": {
        "payee_match_key": "k",
        "publisher_id": "aldermere",
        "payee_name": "EXAMPLE GROUNDS LTD",
        "stated_company_number": None,
        "payee_class": "company",
        "match_tier": "exact_name",
        "company_number": "99900001",
        "probability": Decimal("0.9000"),
        "evidence": "the register has a company of this name",
        "rival_probability": Decimal("0.1000"),
    },
    "fct_payments": {
        "payment_key": "k",
        "publisher_id": "aldermere",
        "period": "2025-05",
        "organisation_key": "o",
        "payee_name": "EXAMPLE GROUNDS LTD",
        "payee_class_rule": "legal_form",
        "payee_class": "company",
        "match_tier": "exact_name",
        "paid_date": dt.date(2025, 5, 14),
        "spend_month": DAY,
        "amount_gbp": Decimal("1234.5600"),
        "vat_basis": "net",
        "transaction_number": "5001",
        "place_band": "own_area",
        "place_reason": None,
        "supplier_imd_decile": 3,
        "supplier_imd_edition": "2025",
        "imd_reason": None,
        "supplier_status_at_payment": "Active",
        "supplier_status_reason": None,
        "company_status_key": "s",
        "distance_km": Decimal(12),
        **PROVENANCE,
    },
    "fct_deliveries": {
        "delivery_key": "k",
        "source_id": "spend",
        "publisher_id": "aldermere",
        "period": "2025-05",
        "outcome": "landed",
        "reason": None,
        "lines": 10,
        "rows_landed": 9,
        "rows_rejected": 1,
        "published_gbp": Decimal("100.0100"),
        "landed_gbp": Decimal("90.0000"),
        "rejected_gbp": Decimal("10.0100"),
        "counted_status": "partly_counted",
        "counted_reason": "2 of 9 lines are also in another file",
        "lines_counted": 7,
        "lines_not_counted": 2,
        "counted_gbp": Decimal("94.0000"),
        "not_counted_gbp": Decimal("-4.0000"),
        **PROVENANCE,
    },
    "dim_publication_duties": {
        "duty_key": "k",
        "publisher_id": "aldermere",
        "duty_id": "lgtc_spend",
        "reference": "An invented code",
        "frequency": "quarterly",
        "period_frequency": "monthly",
        "due_months": 1,
    },
    "mart_publication_gaps": {
        "row_key": "k",
        "publisher_id": "aldermere",
        "duty_id": "lgtc_spend",
        "period": "2025-Q1",
        "period_start": dt.date(2025, 1, 1),
        "due_date": dt.date(2025, 4, 30),
        "status": "late",
        "days_late": 5,
        "months_owed": 3,
        "months_published": 3,
        "months_unread": 0,
        "as_of_date": dt.date(2026, 3, 31),
        "buyer_organisation_key": None,
        "contract_key": None,
        "not_judged_reason": None,
        "days_overdue": 0,
        "found_date": dt.date(2025, 5, 5),
    },
    "fct_restated_lines": {
        "restated_line_key": "k",
        "restatement_key": "r",
        "publisher_id": "aldermere",
        "side": "before",
        "change_kind": "amended",
        "payee_class": "company",
        "payee_name": "EXAMPLE GROUNDS LTD",
        "organisation_key": "k",
        "vat_basis": "net",
        "amount_gbp": Decimal("10.5000"),
        "effect_gbp": Decimal("-10.5000"),
        **PROVENANCE,
    },
    "mart_restatements": {
        "row_key": "k",
        "restatement_key": "r",
        "publisher_id": "aldermere",
        "change_kind": "amended",
        "payee_class": "company",
        "payee_name": "EXAMPLE GROUNDS LTD",
        "vat_basis": "net",
        "before_gbp": Decimal("10.5000"),
        "after_gbp": Decimal("7.0000"),
        "effect_gbp": Decimal("-3.5000"),
        "before_raw_sha256": "0" * 64,
        "after_raw_sha256": "1" * 64,
    },
    "mart_spend_by_body_month": {
        "row_key": "k",
        "publisher_id": "aldermere",
        "spend_month": DAY,
        "financial_year": "2025-26",
        "vat_basis": "net",
        "paid_gbp": Decimal("100.0000"),
        "credits_gbp": Decimal("-5.0000"),
        "line_count": 10,
        "credit_count": 1,
        "supplier_count": 4,
    },
    "dim_departments": {
        "department_key": "k",
        "publisher_id": "aldermere",
        "department": "Adults and Schools",
        "function_code": "several",
        "function_name": "Several functions",
        "functions_named": "adult_social_care, education",
        "function_basis": "label",
        "unmapped_reason": None,
    },
    "mart_spend_by_department": {
        "row_key": "k",
        "publisher_id": "aldermere",
        "financial_year": "2025-26",
        "vat_basis": "net",
        "department": "Adults",
        "function_code": "adult_social_care",
        "functions_named": "adult_social_care",
        "function_basis": "label",
        "unmapped_reason": None,
        "paid_gbp": Decimal("40.0000"),
        "credits_gbp": Decimal("-5.0000"),
        "line_count": 3,
        "function_share_low": Decimal("0.400000"),
        "function_share_high": Decimal("0.600000"),
        "several_share": Decimal("0.100000"),
        "unmapped_share": Decimal("0.100000"),
    },
    "fct_prompt_payments": {
        "prompt_payment_key": "k",
        **PROMPTNESS,
        "is_current": True,
        **PROVENANCE,
    },
    "mart_prompt_payment": {
        "row_key": "k",
        **PROMPTNESS,
        "times_stated": 2,
        "is_restated": True,
    },
    "mart_spend_geography": {
        "row_key": "k",
        "publisher_id": "aldermere",
        "financial_year": "2025-26",
        "vat_basis": "net",
        "has_own_area": True,
        "paid_gbp": Decimal("100.0000"),
        "own_area_gbp": Decimal("40.0000"),
        "same_region_gbp": Decimal("20.0000"),
        "elsewhere_gbp": Decimal("30.0000"),
        "unknown_gbp": Decimal("10.0000"),
        **dict.fromkeys(UNKNOWN[1:], Decimal("0.0000")),
        "unknown_redacted_gbp": Decimal("10.0000"),
        "own_area_share_low": Decimal("0.400000"),
        "own_area_share_high": Decimal("0.500000"),
        "region_share_low": Decimal("0.600000"),
        "region_share_high": Decimal("0.700000"),
    },
    "mart_top_suppliers": {
        "row_key": "k",
        "publisher_id": "aldermere",
        "financial_year": "2025-26",
        "vat_basis": "net",
        "rank": 1,
        "supplier_key": "s",
        "organisation_key": "s",
        "supplier_name": "EXAMPLE GROUNDS LTD",
        "payee_class": "company",
        "paid_gbp": Decimal("100.0000"),
        "line_count": 3,
        "share_of_paid": Decimal("0.250000"),
        "cumulative_share": Decimal("0.250000"),
    },
    "mart_publisher_quality": {
        "row_key": "k",
        "source_id": "spend",
        "publisher_id": "aldermere",
        "deliveries": 2,
        "landed_deliveries": 2,
        "refused_deliveries": 0,
        "held_deliveries": 0,
        "failed_deliveries": 0,
        "lines": 10,
        "rows_landed": 9,
        "rows_rejected": 1,
        "published_gbp": Decimal("100.0100"),
        "landed_gbp": Decimal("90.0000"),
        "rejected_gbp": Decimal("10.0100"),
        "counted_gbp": Decimal("94.0000"),
        "not_counted_gbp": Decimal("-4.0000"),
        "months_expected": 2,
        "months_seen": 2,
        "undated_line_count": 0,
        "redacted_line_count": 0,
        "stated_company_number_count": 3,
        "landed_share": Decimal("0.900000"),
    },
    **clock_rows.ROWS,
    **completeness_rows.ROWS,
    **conduct_rows.ROWS,
    **evidence_rows.ROWS,
    **fact_rows.ROWS,
    **flag_rows.ROWS,
    **insourcing_rows.ROWS,
    **place_rows.ROWS,
    **sector_rows.ROWS,
}
BROKEN: Sequence[tuple[str, str, Row]] = (
    ("bridge_organisation_identifiers", "evidence_there", {"evidence": None}),
    ("bridge_organisation_identifiers", "no_contact_point", {"identifier": "a@b.example"}),
    ("dim_organisations", "organisation_class_in_list", {"organisation_class": "person"}),
    ("dim_organisations", "identified_by_in_list", {"identified_by": "guess"}),
    ("dim_organisations", "company_number_shape", {"company_number": "1234567"}),
    ("dim_organisations", "number_where_identified_by_number", {"company_number": None}),
    ("dim_organisations", "organisation_name_there", {"organisation_name": None}),
    (
        "dim_organisations",
        "unknown_form_has_no_evidence",
        {"ownership_form": "unknown"},
    ),
    ("dim_organisations", "no_body_is_called_not_public", {"is_public_body": False}),
    ("dim_organisations", "no_body_is_called_not_public", {"public_body_evidence": None}),
    ("fct_company_statuses", "ended_as_in_list", {"ended_as": "dissolved"}),
    ("fct_company_statuses", "months_in_order", {"valid_to": dt.date(2025, 12, 1)}),
    ("fct_company_statuses", "months_in_order", {"missing_from_month": dt.date(2026, 2, 1)}),
    (
        "bridge_company_owners",
        "only_owners_that_are_no_people",
        {"owner_kind": "individual-person-with-significant-control"},
    ),
    (
        "bridge_company_owners",
        "named_only_where_surely_an_organisation",
        {"owner_name_status": "withheld"},
    ),
    (
        "bridge_company_owners",
        "number_only_where_read_as_one",
        {"number_reading": "registered_abroad"},
    ),
    ("bridge_body_successors", "no_successor_of_itself", {"successor_id": "board-of-beacons"}),
    ("dim_places", "place_code_shape", {"place_code": "Brackenfold"}),
    ("dim_places", "life_in_order", {"valid_to": dt.date(1970, 1, 1)}),
    ("dim_places", "no_successor_of_itself", {"successor_codes": "E06999001,E07999001"}),
    ("fct_payee_matches", "match_tier_in_list", {"match_tier": "guessed"}),
    ("fct_payee_matches", "payee_class_in_list", {"payee_class": "firm"}),
    ("fct_payee_matches", "persons_are_left_out", {"payee_class": "person"}),
    ("fct_payee_matches", "a_company_exactly_where_there_is_a_match", {"company_number": None}),
    ("fct_payee_matches", "a_stated_number_is_the_one_stated", {"match_tier": "stated_number"}),
    ("fct_payee_matches", "probability_between_none_and_certain", {"probability": Decimal("1.1")}),
    ("fct_payee_matches", "publisher_id_and_payee_name_and_evidence_there", {"evidence": None}),
    ("fct_payments", "payment_key_there", {"payment_key": None}),
    ("fct_payments", "provenance_whole", {"_raw_sha256": "0" * 63}),
    ("fct_payments", "_line_there", {"_line": None}),
    ("fct_payments", "amount_gbp_there", {"amount_gbp": None}),
    ("fct_payments", "vat_basis_known_word", {"vat_basis": None}),
    ("fct_payments", "payee_class_in_list", {"payee_class": "firm"}),
    ("fct_payments", "match_tier_in_list", {"match_tier": None}),
    ("fct_payments", "place_band_in_list", {"place_band": "local"}),
    ("fct_payments", "no_person_named", {"payee_class": "person", "organisation_key": None}),
    ("fct_payments", "no_person_named", {"payee_class": "person", "payee_name": None}),
    ("fct_payments", "unknown_place_has_its_reason", {"place_band": "unknown"}),
    ("fct_payments", "unknown_place_has_its_reason", {"place_reason": "redacted"}),
    ("fct_payments", "match_has_its_organisation", {"organisation_key": None}),
    ("fct_payments", "spend_month_is_of_the_date", {"paid_date": None}),
    ("fct_payments", "few_dates_in_the_future", {"paid_date": dt.date(2026, 4, 1)}),
    ("fct_payments", "dates_not_misread_into_the_future", {"paid_date": dt.date(2026, 4, 1)}),
    ("fct_payments", "few_dates_before_publishing_began", {"paid_date": dt.date(1900, 1, 5)}),
    ("fct_payments", "no_national_insurance_number", {"transaction_number": "AB 12 34 56 C"}),
    ("fct_payments", "no_contact_point", {"payee_name": "a.person@aldermere.example"}),
    ("fct_deliveries", "outcome_in_list", {"outcome": "skipped"}),
    ("fct_deliveries", "refusal_has_its_reason", {"outcome": "refused"}),
    ("fct_deliveries", "money_conserved", {"rejected_gbp": Decimal("10.0000")}),
    ("fct_deliveries", "landed_document_is_traceable", {"_raw_sha256": None}),
    ("fct_deliveries", "counts_not_negative", {"lines": -1}),
    ("fct_deliveries", "counted_or_said_why_not", {"counted_status": None}),
    ("fct_deliveries", "counted_or_said_why_not", {"lines_counted": 8}),
    ("fct_deliveries", "counted_or_said_why_not", {"counted_gbp": Decimal("94.0001")}),
    ("fct_deliveries", "counted_or_said_why_not", {"counted_reason": None}),
    ("dim_publication_duties", "frequency_in_list", {"frequency": "yearly"}),
    ("dim_publication_duties", "period_frequency_in_list", {"period_frequency": None}),
    ("dim_publication_duties", "term_not_negative", {"due_months": -1}),
    ("mart_publication_gaps", "status_in_list", {"status": "overdue"}),
    ("mart_publication_gaps", "days_late_of_what_is_late", {"days_late": None}),
    ("mart_publication_gaps", "days_late_of_what_is_late", {"status": "published"}),
    (
        "mart_publication_gaps",
        "nothing_is_late_before_it_is_due",
        {"as_of_date": dt.date(2025, 4, 30)},
    ),
    ("mart_publication_gaps", "months_in_order", {"months_published": 4}),
    ("fct_restated_lines", "side_in_list", {"side": "between"}),
    ("fct_restated_lines", "change_kind_in_list", {"change_kind": "moved"}),
    ("fct_restated_lines", "persons_are_not_named", {"payee_class": "person"}),
    (
        "fct_restated_lines",
        "effect_is_the_line_put_in_or_taken_out",
        {"effect_gbp": Decimal("10.5000")},
    ),
    (
        "mart_restatements",
        "after_gbp_is_the_sum_of_its_parts",
        {"after_gbp": Decimal("7.0001")},
    ),
    ("mart_restatements", "a_change_has_the_lines_it_says", {"change_kind": "added"}),
    ("mart_restatements", "persons_are_not_named", {"payee_class": "redacted"}),
    ("mart_spend_by_body_month", "credits_are_credits", {"credits_gbp": Decimal("0.0100")}),
    ("mart_spend_by_body_month", "counts_in_order", {"credit_count": 11}),
    ("mart_spend_by_body_month", "month_in_its_financial_year", {"financial_year": "2024-25"}),
    ("mart_spend_by_body_month", "month_begins_a_month", {"spend_month": dt.date(2025, 5, 2)}),
    ("mart_spend_by_body_month", "vat_basis_known_word", {"vat_basis": "per_row"}),
    (
        "mart_spend_geography",
        "paid_gbp_is_the_sum_of_its_parts",
        {"own_area_gbp": Decimal("40.0001")},
    ),
    (
        "mart_spend_geography",
        "unknown_gbp_is_the_sum_of_its_parts",
        {"unknown_no_company_gbp": Decimal("0.0001")},
    ),
    ("mart_spend_geography", "no_share_without_a_whole", {"has_own_area": False}),
    (
        "mart_spend_geography",
        "own_area_share_low_to_own_area_share_high",
        {"own_area_share_high": Decimal("0.399999")},
    ),
    (
        "mart_spend_geography",
        "region_share_low_to_region_share_high",
        {"region_share_high": Decimal("1.000001")},
    ),
    ("dim_departments", "unmapped_says_why", {"unmapped_reason": "no_known_word"}),
    ("dim_departments", "unmapped_says_why", {"function_code": "unmapped"}),
    ("dim_departments", "several_are_several", {"functions_named": "education"}),
    ("dim_departments", "mapped_says_by_what", {"function_basis": None}),
    ("dim_departments", "mapped_says_by_what", {"function_basis": "body_type"}),
    (
        "dim_departments",
        "publisher_id_and_function_code_and_function_name_there",
        {"function_name": None},
    ),
    (
        "mart_spend_by_department",
        "function_share_low_to_function_share_high",
        {"function_share_low": Decimal("0.600001")},
    ),
    ("mart_spend_by_department", "several_are_several", {"function_code": "several"}),
    (
        "mart_spend_by_department",
        "bounds_of_functions_only",
        {"function_code": "unmapped", "unmapped_reason": "no_known_word"},
    ),
    (
        "mart_spend_by_department",
        "untold_shares_of_a_whole",
        {"unmapped_share": Decimal("0.900001")},
    ),
    ("mart_spend_by_department", "untold_shares_of_a_whole", {"several_share": None}),
    ("mart_spend_by_department", "credits_are_credits", {"credits_gbp": Decimal("0.0100")}),
    ("fct_prompt_payments", "one_current_line_a_period", {"is_current": False}),
    ("fct_prompt_payments", "source_kind_in_list", {"source_kind": "rumour"}),
    ("fct_prompt_payments", "share_of_a_whole", {"share_on_time": Decimal("1.000001")}),
    ("fct_prompt_payments", "counts_in_order", {"late_count": 36297}),
    ("fct_prompt_payments", "no_negative_interest", {"interest_paid_gbp": Decimal("-0.0100")}),
    ("fct_prompt_payments", "period_in_order", {"period_end_date": dt.date(2024, 3, 31)}),
    ("fct_prompt_payments", "duties_have_their_day", {"interest_duty_date": None}),
    ("fct_prompt_payments", "provenance_whole", {"_raw_sha256": None}),
    ("mart_prompt_payment", "restated_where_stated_twice", {"times_stated": 1}),
    ("mart_prompt_payment", "share_of_a_whole", {"share_on_time": Decimal("-0.000001")}),
    ("mart_spend_geography", "region_holds_the_area", {"region_share_low": Decimal("0.300000")}),
    ("mart_spend_geography", "no_share_without_a_whole", {"paid_gbp": Decimal("0.0000")}),
    ("mart_top_suppliers", "no_person_named", {"payee_class": "person"}),
    ("mart_top_suppliers", "payee_class_in_list", {"payee_class": None}),
    ("mart_top_suppliers", "rank_and_lines_positive", {"rank": 0}),
    ("mart_top_suppliers", "share_of_a_whole", {"share_of_paid": Decimal("1.100000")}),
    ("mart_publisher_quality", "money_conserved", {"landed_gbp": Decimal("89.9999")}),
    ("mart_publisher_quality", "counted_or_not", {"months_seen": 3}),
    ("mart_publisher_quality", "counted_or_not", {"counted_gbp": Decimal("90.0000")}),
    ("mart_publisher_quality", "landed_share_of_a_whole", {"landed_share": Decimal("1.100000")}),
    ("mart_publisher_quality", "no_more_landed_than_delivered", {"landed_deliveries": 3}),
    ("mart_publisher_quality", "counts_not_negative", {"undated_line_count": -1}),
    *clock_rows.BROKEN,
    *completeness_rows.BROKEN,
    *conduct_rows.BROKEN,
    *evidence_rows.BROKEN,
    *fact_rows.BROKEN,
    *flag_rows.BROKEN,
    *insourcing_rows.BROKEN,
    *place_rows.BROKEN,
    *sector_rows.BROKEN,
)


def audited(model: str, file: Path) -> Report:
    return audit_models({model: file})[model]


def schema_of(row: Row) -> pa.Schema:
    """Return the types the models promise, taken from a sound row."""
    kinds = {
        str: pa.string(),
        bool: pa.bool_(),
        int: pa.int64(),
        dt.date: pa.date32(),
        type(None): pa.string(),
    }
    return pa.schema(
        (
            name,
            pa.decimal128(20, 4 if name.endswith("_gbp") else 6)
            if isinstance(value, Decimal)
            else kinds[type(value)],
        )
        for name, value in row.items()
    )


def write(file: Path, model: str, *rows: Row) -> Path:
    """Write ``rows`` with the types of the model's sound row."""
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema_of(ROWS[model])), file)
    return file


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Report]]:
    """Judge each model's sound row and every broken one, in one scan a model."""
    folder = tmp_path_factory.mktemp("published")
    found = {}
    for model, sound in ROWS.items():
        files = {"sound": write(folder / f"{model}.parquet", model, sound)}
        for number, (broken, _, changes) in enumerate(BROKEN):
            if broken == model:
                file = folder / f"{model}_{number}.parquet"
                files[str(number)] = write(file, model, {**sound, **changes})
        found[model] = audit([(PUBLISHED_SUITES[model], files)])[0]
    return found


@pytest.mark.parametrize("model", ROWS)
def test_a_sound_model_passes_without_a_failure(
    reports: Mapping[str, Mapping[str, Report]], model: str
) -> None:
    assert reports[model]["sound"].failures == ()


@pytest.mark.parametrize(("number", "model", "rule"), [(n, *b[:2]) for n, b in enumerate(BROKEN)])
def test_a_rule_fires_on_what_it_is_for(
    reports: Mapping[str, Mapping[str, Report]], number: int, model: str, rule: str
) -> None:
    failed = {failure.rule for failure in reports[model][str(number)].failures}

    assert rule in failed


@pytest.mark.parametrize("model", ROWS)
def test_a_key_given_twice_is_not_released(tmp_path: Path, model: str) -> None:
    file = write(tmp_path / "twice.parquet", model, ROWS[model], ROWS[model])

    report = audited(model, file)

    assert not report.passed
    assert any(failure.rule.endswith("_unique") for failure in report.failures)


def test_a_person_withheld_by_name_is_released(tmp_path: Path) -> None:
    withheld = {
        "payee_class": "person",
        "supplier_name": "Withheld: looks like a person",
        "organisation_key": None,
    }
    row = {**ROWS["mart_top_suppliers"], **withheld}

    assert audited(
        "mart_top_suppliers", write(tmp_path / "m.parquet", "mart_top_suppliers", row)
    ).passed


def test_a_ceiling_that_is_counted_twice_is_not_released(tmp_path: Path) -> None:
    rows = [{**ROWS["fct_awards"], "award_key": key, "award_id": key} for key in "ab"]

    report = audited("fct_awards", write(tmp_path / "m.parquet", "fct_awards", *rows))

    assert [failure.rule for failure in report.failures] == ["one_value_row_a_ceiling"]


def test_a_company_number_of_two_organisations_is_not_released(tmp_path: Path) -> None:
    model = "bridge_organisation_identifiers"
    rows = [{**ROWS[model], "organisation_key": key} for key in "ab"]

    report = audited(model, write(tmp_path / "m.parquet", model, *rows))

    assert [failure.rule for failure in report.failures] == ["company_number_has_one_owner"]


def calendar(file: Path, days: int, **changes: object) -> Path:
    """Write ``days`` of the calendar, the last one with ``changes``."""
    first = dt.date(2010, 4, 1)
    rows: list[dict[str, object]] = []
    for day in (first + dt.timedelta(days=number) for number in range(days)):
        year = day.year - (day.month < 4)
        rows.append(
            {
                "date_day": day,
                "month_start": day.replace(day=1),
                "financial_year": f"{year}-{(year + 1) % 100:02}",
            }
        )
    rows[-1] |= changes
    pq.write_table(pa.Table.from_pylist(rows), file)
    return file


@pytest.mark.parametrize(
    ("days", "changes", "broken"),
    [
        (7305, {}, []),
        (7304, {}, ["row_count"]),
        (7305, {"financial_year": "2030-31"}, ["financial_year_begins_in_april"]),
        (7305, {"month_start": dt.date(2030, 3, 2)}, ["month_start_is_the_months_first"]),
        (7305, {"month_start": None}, ["month_start_and_financial_year_there"]),
    ],
)
def test_a_calendar_with_a_fault_is_not_released(
    tmp_path: Path, days: int, changes: Row, broken: Sequence[str]
) -> None:
    file = calendar(tmp_path / "dates.parquet", days, **changes)

    report = audited("dim_dates", file)

    assert [failure.rule for failure in report.failures] == broken


@pytest.mark.parametrize("model", ["dim_places", "fct_deliveries"])
def test_a_model_that_cannot_be_empty_is_not_released_empty(tmp_path: Path, model: str) -> None:
    report = audited(model, write(tmp_path / "empty.parquet", model))

    assert [failure.rule for failure in report.failures] == ["row_count"]


@pytest.mark.parametrize("model", ROWS)
def test_a_null_where_something_must_be_and_a_persons_number_are_not_released(
    tmp_path: Path, model: str
) -> None:
    due = [rule.name for rule in PUBLISHED_SUITES[model].rules if rule.name.endswith("_there")]
    sound = ROWS[model]
    files = {
        rule: write(
            tmp_path / f"{rule}.parquet",
            model,
            {**sound, rule.removesuffix("_there").split("_and_")[-1]: None},
        )
        for rule in due
    }
    text = next(name for name, value in sound.items() if isinstance(value, str))
    for rule, value in (
        ("no_national_insurance_number", "AB123456C"),
        ("no_contact_point", "a.person@aldermere.example"),
    ):
        files[rule] = write(tmp_path / f"{rule}.parquet", model, {**sound, text: value})

    reports = audit([(PUBLISHED_SUITES[model], files)])[0]

    seen = {rule: {failure.rule for failure in report.failures} for rule, report in reports.items()}
    assert {rule for rule in files if rule in seen[rule]} == set(files)


def test_every_rule_has_a_case_that_breaks_it() -> None:
    elsewhere = {"row_count", "one_value_row_a_ceiling", "company_number_has_one_owner"}
    calendars = {"financial_year_begins_in_april", "month_start_is_the_months_first"}
    shown = elsewhere | calendars | {rule for _, rule, _ in BROKEN}

    unshown = {
        rule.name
        for suite in PUBLISHED_SUITES.values()
        for rule in suite.rules
        if rule.name not in shown and not rule.name.endswith(("_there", "_unique"))
    }

    assert unshown == set(), f"add a case to BROKEN that breaks {sorted(unshown)}"


def test_a_difference_a_float_cannot_hold_is_seen(tmp_path: Path) -> None:
    whole = Decimal("9007199254740993.0000")
    row = {
        **ROWS["fct_deliveries"],
        "published_gbp": whole,
        "landed_gbp": whole - 1,
        "rejected_gbp": Decimal(0),
        "counted_gbp": whole - 1,
        "not_counted_gbp": Decimal(0),
    }
    assert float(whole) == float(whole - 1)

    report = audited("fct_deliveries", write(tmp_path / "m.parquet", "fct_deliveries", row))

    assert [failure.rule for failure in report.failures] == ["money_conserved"]


def test_a_model_without_a_column_its_suite_reads_stops_the_release(tmp_path: Path) -> None:
    file = tmp_path / "m.parquet"
    pq.write_table(pa.table({"row_key": ["k"]}), file)

    with pytest.raises(ExpectationsError, match="mart_top_suppliers: the suite does not fit"):
        audited("mart_top_suppliers", file)


def declared_models() -> dict[str, dict[str, str]]:
    """Return the columns and types each published model's contract promises."""
    marts = Path(__file__).resolve().parents[2] / "dbt_project/models/marts"
    return {
        model["name"]: {column["name"]: column["data_type"] for column in model["columns"]}
        for path in sorted(marts.rglob("_*__models.yml"))
        for model in yaml.safe_load(path.read_text("utf-8"))["models"]
        if model["config"]["meta"]["publish"]
    }


def test_every_published_model_has_a_suite_and_no_other() -> None:
    assert sorted(PUBLISHED_SUITES) == sorted(declared_models()), (
        "write expectations/published/<model>.py and a line in expectations/registry.py"
    )


@pytest.mark.parametrize(("model", "columns"), declared_models().items())
def test_a_suite_fits_the_columns_its_model_promises(
    tmp_path: Path, model: str, columns: Mapping[str, str]
) -> None:
    nothing = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in columns.items())
    file = tmp_path / f"{model}.parquet"
    with duckdb.connect() as connection:
        connection.sql(f"select {nothing}").filter("false").write_parquet(str(file))

    assert audited(model, file).evaluated == len(PUBLISHED_SUITES[model].rules)
