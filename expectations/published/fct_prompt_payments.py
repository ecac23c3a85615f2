"""Gate 2 of ``fct_prompt_payments``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import Rule, none_where

SOURCE_KINDS = ("council_table", "payments_notice")

FIGURES = (
    in_list("source_kind", SOURCE_KINDS, because="the kinds of source that are read"),
    none_where(
        "share_of_a_whole",
        "share_on_time < 0 or share_on_time > 1",
        severity="critical",
        because="arithmetic: no more invoices are paid on time than are paid",
        column="share_on_time",
    ),
    none_where(
        "counts_in_order",
        "invoice_count < on_time_count or invoice_count < late_count",
        severity="warning",
        because="arithmetic; figures are shown as the publisher states them",
        column="invoice_count",
    ),
    none_where(
        "no_negative_interest",
        "interest_paid_gbp < 0 or interest_liable_gbp < 0",
        severity="warning",
        because="a payer owes interest on late payments and is never owed it",
        column="interest_liable_gbp",
    ),
    none_where(
        "period_in_order",
        "period_start_date > period_end_date",
        severity="critical",
        because="arithmetic: nothing ends before it begins",
        column="period_end_date",
    ),
    none_where(
        "figures_unknown_only_where_none_is_read",
        "has_figures is null or has_figures <> (coalesce(cast(share_on_time as varchar),"
        " cast(average_days as varchar), cast(invoice_count as varchar),"
        " cast(on_time_count as varchar), cast(late_count as varchar),"
        " cast(interest_paid_gbp as varchar), cast(interest_liable_gbp as varchar)) is not null)",
        severity="critical",
        because="promise 2: a notice nobody can read yet says so",
        column="has_figures",
    ),
    none_where(
        "duties_have_their_day",
        "share_duty_date is null or (source_kind = 'council_table' and interest_duty_date is null)",
        severity="critical",
        because="each duty to publish began on a day of its own, which is said with its figures",
    ),
)
"""What holds of a line on promptness wherever it is published."""

ONE_CURRENT = Rule(
    "one_current_line_a_period",
    "count(*) filter (where is_current)"
    " - count(distinct row(publisher_id, organisation_key, source_kind, reporting_period))",
    0,
    0,
    "critical",
    "arithmetic: of all that is said of a period, one line is the last",
    column="is_current",
)

SUITE = published_suite(
    "fct_prompt_payments",
    "prompt_payment_key",
    PROVENANCE_WHOLE,
    always_there("reporting_period", because="a figure is of a time"),
    ONE_CURRENT,
    *FIGURES,
)
