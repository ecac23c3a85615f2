"""A sound row of each table of prompt payment, and what each of their rules is broken by."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

Row = Mapping[str, object]
PROVENANCE: Row = {
    "_source_url": "https://example.org/a@b.example/file.csv",
    "_raw_sha256": "0" * 64,
    "_part": "",
    "_line": "2",
    "_fetched_at": "2026-03-31T02:00:00+00:00",
}
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
}
BROKEN: Sequence[tuple[str, str, Row]] = (
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
)
