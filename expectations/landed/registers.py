"""Rules that the registers of what companies filed share."""

from decimal import Decimal

from expectations.rules import JUDGED, Rule, none_where, share_where
from expectations.shapes import EMAIL, any_text_like, not_company_number

NO_ADDRESS_AT_ALL = none_where(
    "no_e_mail_address",
    any_text_like(EMAIL, "@"),
    severity="critical",
    because="promise 6, contact points never pass the landing gate: the reader withholds addresses",
)


def numbers_shaped(column: str) -> Rule:
    """Have what stands in the column of company numbers look like one, but for one in a hundred."""
    return share_where(
        "company_number_mostly_shaped",
        not_company_number(column),
        Decimal("0.01"),
        severity="critical",
        because="none of 10,844 real pay gap reports has another shape; above one in a hundred "
        "the columns have slipped. " + JUDGED,
        column=column,
    )


def percents_are_numbers(*columns: str) -> Rule:
    """Have every figure of ``columns`` be a number, or nothing."""
    shape = "^-?[0-9]+([.][0-9]+)?$"
    return none_where(
        "percents_are_numbers",
        " or ".join(
            f"(trim({name}) <> '' and not regexp_matches(trim({name}), '{shape}'))"
            for name in columns
        ),
        severity="warning",
        because="a figure that is no number is read as unknown: look what the register writes",
        column=columns[0],
    )
