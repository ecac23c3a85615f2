"""What the bodies of Aldermere paid, month by month, line by line."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from replay.bodies import BODIES, Body
from replay.chance import dice, money
from replay.companies import Company
from replay.dates import count_months, months_between
from replay.payees import Payee, choose, company_payee
from replay.procurement import UNREAL_END, Award, Process

FIRST_MONTH = dt.date(2024, 4, 1)
LAST_MONTH = dt.date(2026, 3, 1)
AMBIGUOUS = ("aldminster_college", 2025, 3)
"""A quarter in which every day could be a month of the quarter and the other way round."""

UNDATED_AT = ("aldminster_college", 7)
"""The line of each month for which this body prints no date."""
UNREADABLE_AT = ("stonecleave", dt.date(2025, 5, 1), 4)
"""The line that a broken formula has made unreadable."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One line: who was really paid what, and how the body writes it down.

    ``amount`` is on the body's own VAT basis. ``stated_number`` is the company number the
    body prints, which may be badly typed or wrong; ``ocid`` the contract it was paid under.
    """

    publisher_id: str
    month: dt.date
    paid_on: dt.date
    payee: Payee
    amount: Decimal
    department: str
    category: str
    purpose: str
    transaction: str
    stated_number: str
    ocid: str = ""
    is_undated: bool = False
    is_unreadable: bool = False


def build_payments(
    seed: int, companies: tuple[Company, ...], processes: tuple[Process, ...]
) -> tuple[Payment, ...]:
    """Return every payment of the county, by body, month and day."""
    months = months_between(FIRST_MONTH, LAST_MONTH)
    return tuple(
        payment
        for body in BODIES
        for month in months
        for payment in _month(seed, body, month, companies, processes)
    )


def _month(
    seed: int,
    body: Body,
    month: dt.date,
    companies: tuple[Company, ...],
    processes: tuple[Process, ...],
) -> Iterator[Payment]:
    chance = dice(seed, "payments", body.publisher_id, month)
    lines = [_under_contract(chance, body, month, *pair)
             for pair in _running(body, month, processes)]  # fmt: skip
    count = body.lines_a_month + chance.randint(-3, 3)
    while len(lines) < count:
        lines.append(_line(chance, body, month, companies))
        if chance.random() < 0.04:
            lines += [lines[-1]] * chance.randint(1, 2)
    lines.sort(key=lambda line: line.paid_on)
    previous = None
    for position, line in enumerate(lines):
        if line != previous:
            transaction = _transaction(body, month, position)
        previous = line
        place = (body.publisher_id, month, position)
        yield replace(
            line,
            transaction=transaction,
            is_undated=place[0] == UNDATED_AT[0] and position == UNDATED_AT[1],
            is_unreadable=place == UNREADABLE_AT,
        )


def _transaction(body: Body, month: dt.date, position: int) -> str:
    """Number the lines; now and then one transaction has two lines."""
    serial = position - 1 if position % 17 == 5 else position
    return f"{BODIES.index(body) + 51}{month:%y%m}{serial:04d}"


def _running(
    body: Body, month: dt.date, processes: tuple[Process, ...]
) -> Iterator[tuple[Process, Award]]:
    for process in processes:
        if process.buyer != body or process.is_framework:
            continue
        for award in process.awards:
            if award.end and award.end != UNREAL_END and award.start <= month <= award.end:
                yield process, award


def _under_contract(
    chance: random.Random, body: Body, month: dt.date, process: Process, award: Award
) -> Payment:
    """Return a monthly instalment: an equal share of the contract's value."""
    months = count_months(award.start, award.end or award.start)
    share = (award.value * body.vat_rate / months).quantize(Decimal("0.01"))
    payee = company_payee(chance, award.suppliers[0])
    return replace(
        _paid(chance, body, month, payee, share),
        category=process.trade.category,
        purpose=f"Instalment {count_months(award.start, month)} of {months}",
        ocid=process.ocid,
    )


def _line(
    chance: random.Random, body: Body, month: dt.date, companies: tuple[Company, ...]
) -> Payment:
    amount = money(chance, body.smallest_gbp, body.largest_gbp) * body.vat_rate
    amount = amount.quantize(Decimal("0.01"))
    oddity = chance.random()
    if oddity < 0.03:
        amount = -(amount / 4).quantize(Decimal("0.01"))
    elif oddity < 0.034:
        amount = Decimal("0.00")
    return _paid(chance, body, month, choose(chance, body, companies), amount)


def _paid(
    chance: random.Random, body: Body, month: dt.date, payee: Payee, amount: Decimal
) -> Payment:
    return Payment(
        publisher_id=body.publisher_id,
        month=month,
        paid_on=_pay_day(chance, body, month),
        payee=payee,
        amount=amount,
        department=chance.choice(body.departments),
        category=payee.company.trade.category if payee.company else "Other",
        purpose=f"Invoice {chance.randint(10000, 99999)}",
        transaction="",
        stated_number=_stated(chance, payee),
    )


def _pay_day(chance: random.Random, body: Body, month: dt.date) -> dt.date:
    quarter = (month.month + 2) // 3
    if (body.publisher_id, month.year, quarter) == AMBIGUOUS:
        return month.replace(day=chance.choice(range(quarter * 3 - 2, quarter * 3 + 1)))
    return month.replace(day=chance.randint(1, 28))


def _stated(chance: random.Random, payee: Payee) -> str:
    """Write a company number as ledgers hold it: mostly right, at times mangled or wrong."""
    number = payee.company_number
    if not number:
        return "1099001" if payee.payee_class == "charity_or_mutual" else ""
    match chance.randint(0, 29):
        case 0 | 1 | 2:
            return ""
        case 3:
            return f"{number[:2]} {number[2:5]} {number[5:]}"
        case 4:
            return f"{number}.0" if number.isdigit() else number.lower()
        case 5:
            return "999123456"
        case 6:
            return "99900001"
        case _:
            return number
