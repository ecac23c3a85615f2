"""Gate 1 of payments, and of what we declare about the bodies that publish them."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import landed_suite
from expectations.landed.prompt_payments import PROMPT_PAYMENTS
from expectations.rules import (
    JUDGED,
    Suite,
    none_where,
    rows_between,
    share_filled,
    share_where,
    unique,
)
from expectations.shapes import (
    EMAIL,
    STATISTICAL_CODE,
    any_text_like,
    filled,
    not_company_number,
    not_like,
    not_postcode,
    one_of,
)

CURRENCY = "£|GBP|gbp|Â|\ufffd"
DASHES = "[\u2212\u2013\u2010\u2011]"
SPACES = "[\\s\u00a0\u2007\u2009\u202f]+"
READABLE = "^[(]?[+-]?[0-9.,]*[0-9][0-9.,]*[)]?(-|CR|DR)?$"
PLAIN = "regexp_matches(amount, '^-?[0-9]{1,12}([.][0-9]{1,4})?$')"
"""Most amounts: nothing needs taking away from them."""
BARE = (
    f"regexp_replace(regexp_replace(regexp_replace(upper(amount), '{SPACES}', '', 'g'),"
    f" '{CURRENCY}', '', 'g'), '{DASHES}', '-', 'g')"
)
POUNDS = (
    f"case when {PLAIN} then abs(try_cast(amount as decimal(38, 4))) else"
    f" try_cast(regexp_replace({BARE}, '[^0-9.]', '', 'g') as decimal(38, 4)) end"
)
READS_AS_MONEY = f"case when {PLAIN} then true else regexp_matches({BARE}, '{READABLE}') end"

PAYMENTS = landed_suite(
    "spend.payments",
    rows_between(
        1,
        severity="critical",
        because="an empty publication is an outcome of its own and lands no payments file",
    ),
    none_where(
        "amount_reads_as_money",
        f"not coalesce({READS_AS_MONEY} and {POUNDS} is not null, false)",
        severity="critical",
        because="promise 1, money is conserved: a line whose amount cannot be read is rejected, "
        "with its reason, before it lands",
        column="amount",
    ),
    none_where(
        "amount_within_a_billion",
        f"{POUNDS} > 1000000000",
        severity="warning",
        because="arithmetic: a misplaced decimal point; single payments of that size exist only "
        "between departments",
        column="amount",
    ),
    share_filled("publisher_id", Decimal(1), severity="critical", because="the delivery's key"),
    share_filled("period", Decimal(1), severity="critical", because="the delivery's key"),
    share_filled(
        "layout",
        Decimal(1),
        severity="critical",
        because="promise 2, nothing is guessed: each line says which layout it was read by",
    ),
    share_where(
        "payee_told",
        f"not coalesce({filled('supplier_name')} or {filled('merchant_category')}, false)",
        Decimal("0.5"),
        severity="critical",
        because="above half it is not the column of payees that was read; card files may name "
        "the kind of merchant only. " + JUDGED,
        column="supplier_name",
    ),
    share_filled(
        "supplier_name",
        Decimal("0.9"),
        severity="warning",
        because="Local Government Transparency Code 2015: the beneficiary is published. " + JUDGED,
    ),
    share_filled(
        "paid_on",
        Decimal("0.9"),
        severity="warning",
        because="Local Government Transparency Code 2015: the date is published. " + JUDGED,
    ),
    share_where(
        "company_number_shape",
        not_company_number("company_number"),
        Decimal("0.1"),
        among=filled("company_number"),
        severity="warning",
        because="Companies House number formats. " + JUDGED,
        column="company_number",
    ),
    share_where(
        "supplier_postcode_shape",
        not_postcode("supplier_postcode"),
        Decimal("0.1"),
        among=filled("supplier_postcode"),
        severity="warning",
        because="Royal Mail's postcode format. " + JUDGED,
        column="supplier_postcode",
    ),
    none_where(
        "no_contact_point",
        any_text_like(EMAIL, holding="@"),
        severity="warning",
        because="promise 6: an e-mail address among payments may be a person's; it is landed as "
        "published and stopped at gate 2",
    ),
)

PUBLISHERS = landed_suite(
    "spend.publishers",
    rows_between(1, severity="critical", because="a file of no body has no reason to be"),
    share_filled("publisher_id", Decimal(1), severity="critical", because="the body's key"),
    unique(["publisher_id"], severity="critical", because="one row a body"),
    share_filled("title", Decimal(1), severity="critical", because="figures are shown by name"),
    none_where(
        "vat_basis_known_word",
        f"not coalesce({one_of('vat_basis', ('net', 'gross', 'unknown'))}, false)",
        severity="critical",
        because="promise 3, nothing unsafe is summed: the three bases of the declarations",
        column="vat_basis",
    ),
    none_where(
        "threshold_reads_as_money",
        f"{filled('threshold_gbp')} and try_cast(threshold_gbp as decimal(20, 4)) is null",
        severity="critical",
        because="declared as a decimal number of pounds",
        column="threshold_gbp",
    ),
)

PUBLISHER_AREAS = landed_suite(
    "spend.publisher_areas",
    share_filled("publisher_id", Decimal(1), severity="critical", because="the body's key"),
    share_filled("district_code", Decimal(1), severity="critical", because="the area's key"),
    unique(
        ["publisher_id", "district_code"], severity="critical", because="one row a body and area"
    ),
    none_where(
        "district_code_shape",
        not_like("district_code", STATISTICAL_CODE),
        severity="critical",
        because="ONS coding and naming policy: a letter and eight digits",
        column="district_code",
    ),
)

SUPERSEDED_PAYMENTS = landed_suite(
    "spend.superseded_payments",
    share_filled("publisher_id", Decimal(1), severity="critical", because="the delivery's key"),
    share_filled("period", Decimal(1), severity="critical", because="the delivery's key"),
)
"""They were judged when they were the newest: one that is too odd to land now was so then."""

SUITES: Mapping[str, Suite] = {
    "payments": PAYMENTS,
    "superseded_payments": SUPERSEDED_PAYMENTS,
    "prompt_payments": PROMPT_PAYMENTS,
    "publishers": PUBLISHERS,
    "publisher_areas": PUBLISHER_AREAS,
}
