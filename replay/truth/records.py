"""What every table of the truth is made of: text, as it would stand in a CSV."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

Record = Mapping[str, str]


def day(stated: dt.date | None) -> str:
    """Write a day, or nothing where there is none."""
    return stated.isoformat() if stated else ""


def amount(stated: Decimal | None) -> str:
    """Write an amount to the penny, or nothing where there is none."""
    return "" if stated is None else str(stated.quantize(Decimal("0.01")))


def flag(stated: bool | None) -> str:
    """Write yes or no as true and false, and what nobody says as nothing."""
    return "" if stated is None else str(stated).lower()
