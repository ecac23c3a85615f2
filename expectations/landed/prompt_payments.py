"""Gate 1 of the tables in which bodies say how promptly they pay."""

from decimal import Decimal

from expectations.landed.common import landed_suite
from expectations.rules import none_where, rows_between, share_filled, share_where
from expectations.shapes import EMAIL, any_text_like, filled, one_of

SHARE = "try_cast(regexp_replace(share_paid_on_time, '[% ]', '', 'g') as decimal(12, 6))"
WHOLE = "case share_scale when 'percent' then 100 else 1 end"
PERIOD = "^ *20[0-9]{2} *[/-] *(20)?[0-9]{2} *$"

PROMPT_PAYMENTS = landed_suite(
    "spend.prompt_payments",
    rows_between(1, severity="critical", because="a table of no period has no reason to be"),
    share_filled("publisher_id", Decimal(1), severity="critical", because="the delivery's key"),
    share_filled("period", Decimal(1), severity="critical", because="the delivery's key"),
    share_filled(
        "layout",
        Decimal(1),
        severity="critical",
        because="promise 2, nothing is guessed: each line says which layout it was read by",
    ),
    none_where(
        "period_told",
        f"not coalesce({filled('financial_year')} or {filled('period_end')}, false)",
        severity="critical",
        because="promise 2: a line without a period is rejected before it lands",
    ),
    none_where(
        "share_scale_known_word",
        f"not coalesce({one_of('share_scale', ('percent', 'fraction'))}, false)",
        severity="critical",
        because="promise 2: whoever casts a share never has to guess its scale",
        column="share_scale",
    ),
    share_where(
        "share_reads_as_a_number",
        f"{filled('share_paid_on_time')} and {SHARE} is null",
        Decimal("0.5"),
        among=filled("share_paid_on_time"),
        severity="critical",
        because="above half it is not the column of shares that was read",
        column="share_paid_on_time",
    ),
    none_where(
        "share_of_a_whole",
        f"{SHARE} < 0 or {SHARE} > {WHOLE}",
        severity="warning",
        because="arithmetic: no more invoices are paid on time than are paid",
        column="share_paid_on_time",
    ),
    none_where(
        "financial_year_shape",
        f"{filled('financial_year')} and not regexp_matches(financial_year, '{PERIOD}')",
        severity="warning",
        because="the years of UK public bodies are written 2017/18; others are kept as written",
        column="financial_year",
    ),
    none_where(
        "no_contact_point",
        any_text_like(EMAIL),
        severity="warning",
        because="promise 6: an e-mail address may be a person's; it is landed as published and "
        "stopped at gate 2",
    ),
)
