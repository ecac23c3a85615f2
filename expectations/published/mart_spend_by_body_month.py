"""Gate 2 of ``mart_spend_by_body_month``."""

from expectations.published.common import VAT_BASIS_KNOWN, always_there, published_suite
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_spend_by_body_month",
    "row_key",
    VAT_BASIS_KNOWN,
    unique(
        ["publisher_id", "spend_month", "vat_basis"],
        severity="critical",
        because="the model's grain: one row a body, month and VAT basis",
    ),
    always_there("publisher_id", "paid_gbp", because="a figure is somebody's"),
    none_where(
        "credits_are_credits",
        "credits_gbp > 0 or (credit_count = 0 and credits_gbp <> 0)",
        severity="critical",
        because="arithmetic: credits are the negative lines",
        column="credits_gbp",
    ),
    none_where(
        "counts_in_order",
        "line_count < 1 or credit_count < 0 or credit_count > line_count"
        " or supplier_count < 0 or supplier_count > line_count",
        severity="critical",
        because="arithmetic: a row is made of lines, and has no more suppliers than lines",
        column="line_count",
    ),
    none_where(
        "month_in_its_financial_year",
        "spend_month is not null and cast(left(financial_year, 4) as integer)"
        " <> year(spend_month) - case when month(spend_month) < 4 then 1 else 0 end",
        severity="critical",
        because="the financial year of UK public bodies begins on 1 April",
        column="financial_year",
    ),
    none_where(
        "month_begins_a_month",
        "day(spend_month) <> 1",
        severity="critical",
        because="arithmetic: a month is named by its first day",
        column="spend_month",
    ),
)
