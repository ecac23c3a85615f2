"""Gate 2 of ``fct_payments``."""

from decimal import Decimal

from expectations.published.common import (
    CLASSES,
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import JUDGED, none_where, share_where

AFTER_FETCHED = "paid_date > cast(left(cast(_fetched_at as varchar), 10) as date)"

MATCH_TIERS = (
    "stated_number", "stated_elsewhere", "notice_number", "corrected", "same_postcode",
    "exact_name", "previous_name", "likely_name", "none",
)  # fmt: skip

SUITE = published_suite(
    "fct_payments",
    "payment_key",
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    always_there("_line", because="promise 4: every payment leads to its line"),
    always_there("publisher_id", "period", because="a payment belongs to a delivery"),
    always_there("amount_gbp", because="promise 1: a line without an amount was rejected"),
    in_list("payee_class", CLASSES, because="the classes of the design"),
    always_there("payee_class_rule", because="promise 2: each class says which rule gave it"),
    in_list(
        "match_tier",
        MATCH_TIERS,
        because="promise 2: each match says how it was made",
    ),
    in_list(
        "place_band",
        ("own_area", "same_region", "elsewhere", "unknown"),
        because="promise 2: unknown is a band of its own",
    ),
    none_where(
        "no_person_named",
        "payee_class = 'person' and (payee_name is not null or organisation_key is not null)",
        severity="critical",
        because="promise 6: a payee who looks like a person is named in no published file",
        column="payee_name",
    ),
    none_where(
        "who_is_named_has_a_key_and_nobody_else",
        "(payee_name is null) <> (payee_match_key is null)",
        severity="critical",
        because="promise 6: the key is made of the name, so who is not named has none",
        column="payee_match_key",
    ),
    none_where(
        "unknown_place_has_its_reason",
        "(place_band = 'unknown') <> (place_reason is not null)",
        severity="critical",
        because="the £ that are unknown are shown by reason; a known place needs none",
        column="place_reason",
    ),
    none_where(
        "unknown_decile_has_its_reason",
        "(supplier_imd_decile is null) <> (imd_reason is not null)",
        severity="critical",
        because="the £ whose deprivation is unknown are shown by reason; a known decile needs none",
        column="imd_reason",
    ),
    none_where(
        "decile_is_one_of_ten_of_an_edition",
        "supplier_imd_decile not between 1 and 10"
        " or (supplier_imd_decile is null) <> (supplier_imd_edition is null)",
        severity="critical",
        because="arithmetic; two editions are on different areas and are told apart",
        column="supplier_imd_decile",
    ),
    none_where(
        "unknown_status_has_its_reason",
        "(supplier_status_at_payment is null) <> (supplier_status_reason is not null)",
        severity="critical",
        because="promise 2: a status nobody knows says why; a known one needs no reason",
        column="supplier_status_reason",
    ),
    none_where(
        "status_leads_to_the_register",
        "(supplier_status_at_payment is null) <> (company_status_key is null)",
        severity="critical",
        because="promise 4: a status on the day of payment leads to the months that say so",
        column="company_status_key",
    ),
    none_where(
        "distance_within_britain",
        "distance_km not between 0 and 1300",
        severity="critical",
        because="the British National Grid is 700 by 1,300 km",
        column="distance_km",
    ),
    none_where(
        "match_has_its_organisation",
        "match_tier <> 'none' and organisation_key is null",
        severity="critical",
        because="arithmetic: a match is a match with something",
        column="organisation_key",
    ),
    none_where(
        "spend_month_is_of_the_date",
        "spend_month is distinct from date_trunc('month', paid_date)",
        severity="warning",
        because="arithmetic; only where a publisher dates by the month is there one without a day",
        column="spend_month",
    ),
    share_where(
        "few_dates_in_the_future",
        AFTER_FETCHED,
        Decimal("0.001"),
        severity="warning",
        because="nothing is paid after it was published; publishers mistype. " + JUDGED,
        column="paid_date",
    ),
    share_where(
        "dates_not_misread_into_the_future",
        AFTER_FETCHED,
        Decimal("0.05"),
        severity="critical",
        because="above one in twenty, days and months were taken for each other. " + JUDGED,
        column="paid_date",
    ),
    share_where(
        "few_dates_before_publishing_began",
        "paid_date < date '2010-04-01'",
        Decimal("0.001"),
        severity="warning",
        because="spend has been published since 2010; spreadsheets make 1900 of an empty cell",
        column="paid_date",
    ),
)
