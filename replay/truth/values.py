"""Which of the figures that notices state is the one that counts, and what it holds."""

from decimal import Decimal

from replay.purchases.model import Value
from replay.truth.accounts import Account

PENNY = Decimal("0.01")
"""What is entered, like nought, where a box must be filled: neither is what anything is worth."""


def counted(value: Value | None) -> Decimal | None:
    """Return the figure that counts: in pounds, without VAT where that is stated."""
    if value is None or value.currency != "GBP":
        return None
    return believed(value.gross if value.net is None else value.net)


def believed(figure: Decimal | None) -> Decimal | None:
    """Return a figure that says what something is worth."""
    return figure if figure is not None and figure > PENNY else None


def basis(account: Account, value: Value | None) -> str:
    """Say whether the figure that counts holds VAT; Contracts Finder never says."""
    if counted(value) is None or account.purchase.source_id == "contracts_finder":
        return "unknown"
    return "gross" if value is not None and value.net is None else "net"
