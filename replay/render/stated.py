"""What purchases state, as JSON: values, terms and suppliers. What is not stated is left out."""

from replay.companies import Company
from replay.purchases.model import Term, Value
from replay.render.ocds import (
    Json,
    day_end,
    day_start,
    number,
    states_number,
    supplier_party,
)

_LETTERS = "DGHJLMNPQR"
"""One for each digit; none is among those that mark an informal consortium."""


def stated_value(value: Value | None) -> dict[str, Json] | None:
    """Return a value with the amounts it states."""
    if value is None:
        return None
    amounts = {"amountGross": value.gross, "amount": value.net}
    stated = {name: number(one) for name, one in amounts.items() if one is not None}
    return {**stated, "currency": value.currency}


def stated_period(term: Term | None) -> dict[str, Json] | None:
    """Return a period with the days it states."""
    if term is None:
        return None
    stated: dict[str, Json] = {}
    if term.start:
        stated["startDate"] = day_start(term.start)
    if term.end:
        stated["endDate"] = day_end(term.end)
    if term.latest:
        stated["maxExtentDate"] = day_end(term.latest)
    return stated


def supplier_identity(company: Company) -> str:
    """Return the id of a supplier on Find a Tender: the same in every release."""
    if states_number(company):
        return f"GB-COH-{company.number}"
    if not company.number:
        return f"GB-FTS-{sum(map(ord, company.name)) * 7}"
    return f"GB-PPON-{platform_number(company)}"


def platform_number(company: Company) -> str:
    """Return the number that the platform gave a company, of the form it always has.

    >>> import re
    >>> bool(re.fullmatch("P[A-Z]{3}-[1-9]{4}-[A-Z]{4}", "PDGH-1111-HJLM"))
    True
    """
    letters = [_LETTERS[int(digit)] for digit in company.number[-4:] if digit.isdigit()]
    return f"P{''.join(letters[:3])}-1111-HJL{letters[-1]}"


def stated_supplier(
    company: Company, scale: str | None, vcse: bool | None, role: str = "supplier"
) -> dict[str, Json]:
    """Return a supplier as a party, with what the notice says of its size and nature."""
    party = supplier_party(company, "")
    details: dict[str, Json] = {}
    if scale is not None:
        details["scale"] = scale
    if vcse is not None:
        details["vcse"] = vcse
    party |= {"id": supplier_identity(company), "roles": [role], "details": details}
    if company.number and not states_number(company):
        party["identifier"] = {"scheme": "GB-PPON", "id": platform_number(company)}
    if not details:
        del party["details"]
    return party
