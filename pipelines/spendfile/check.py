"""A spend file held against everything we know: what a publisher would want before publishing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.dates import DateFormat
from ingest.money import parse_amount
from ingest.sources.spend.layouts import Layout
from ingest.tables import Part
from pipelines.spendfile.account import Account, account_of
from pipelines.spendfile.days import day_of
from pipelines.spendfile.duties import (
    Answer,
    Duty,
    State,
    amounts_as_asked,
    answers_of,
    duties,
    duty_of,
    vat_of,
)
from pipelines.spendfile.lines import (
    date_styles,
    dates,
    odd_payments,
    order_proof,
    rejected_lines,
    small_payments,
)
from pipelines.spendfile.names import DutyId, Vat
from pipelines.spendfile.opened import LINE, Opened
from pipelines.spendfile.privacy import payee_classes, payees, personal_data
from pipelines.spendfile.protecting import PERSON, published
from pipelines.spendfile.refusal import refusals
from pipelines.spendfile.rules import Finding, Place, Severity, ranked
from pipelines.spendfile.wrapping import formulas, headings, wrapping

FIRST_ROWS = 8
WITHHELD = "withheld: may be a person"
_HIDDEN = "withheld"
_PUBLISHED = ("supplier_name", "department", "purpose")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading as it stands, the role it plays, and why."""

    number: int
    heading: str
    role: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table that was recognised."""

    part: str
    where: str
    confidence: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A payment as a reader would get it, people withheld."""

    line: int
    day: str
    payee: str
    amount: str
    department: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything a report says of one file. ``vat`` is what the amounts are known to be."""

    opened: Opened
    duty: Duty
    account: Account
    vat: Vat
    answers: tuple[Answer, ...]
    tables: tuple[Table, ...]
    styles: Mapping[str, int]
    proof: str | None
    findings: tuple[Finding, ...]
    first_rows: tuple[Shown, ...]

    @property
    def is_refused(self) -> bool:
        """Whether nothing of the file would be published."""
        return self.opened.refusal is not None

    def count(self, severity: Severity) -> int:
        """How many findings are as grave as that."""
        return sum(one.rule.severity is severity for one in self.findings)


def check(opened: Opened, duty_id: DutyId | None = None) -> Checked:
    """Look at a file. Without a duty it is held against the one it falls under."""
    duty = duties()[duty_id or duty_of(opened)]
    return Checked(
        opened=opened,
        duty=duty,
        account=account_of(opened),
        vat=vat_of(opened),
        answers=tuple(answers_of(opened, duty)),
        tables=tuple(_table(part, layout) for part, layout in opened.layouts),
        styles=date_styles(opened),
        proof=order_proof(opened),
        findings=ranked(_findings(opened, duty)),
        first_rows=tuple(_first_rows(opened)),
    )


def _findings(opened: Opened, duty: Duty) -> Iterator[Finding]:
    yield from wrapping(opened)
    if opened.layouts:
        yield from headings(opened)
        yield formulas(opened)
        yield from personal_data(opened)
        yield Finding("missing_column", _places(opened, duty, State.MISSING))
        yield from amounts_as_asked(opened, duty)
    yield from refusals(opened)
    if opened.refusal is not None:
        return
    yield Finding("blank_column", _places(opened, duty, State.BLANK))
    yield from rejected_lines(opened)
    yield from odd_payments(opened)
    yield small_payments(opened)
    yield from dates(opened)
    yield from payees(opened)


def _places(opened: Opened, duty: Duty, state: State) -> tuple[Place, ...]:
    answers = answers_of(opened, duty)
    return tuple(Place(seen=one.what) for one in answers if one.state is state)


def _table(part: Part, layout: Layout) -> Table:
    roles = {column: role for role, column in layout.columns.items()}
    return Table(
        part=part.name,
        where=layout.reasons[0],
        confidence=layout.confidence.value,
        columns=tuple(
            Column(number + 1, heading, roles.get(number, ""), _reason(layout, number))
            for number, heading in enumerate(layout.names)
        ),
    )


def _reason(layout: Layout, column: int) -> str:
    """Why a column was taken for what it was: the recogniser's reason, less the column's name."""
    named = re.compile(rf"Column {column + 1}(?:, .*?,)? says ")
    found = (named.sub("", said, count=1) for said in layout.reasons if named.match(said))
    reason = next(found, "")
    return reason[:1].upper() + reason[1:]


def _first_rows(opened: Opened) -> Iterator[Shown]:
    first = opened.payments.slice(0, FIRST_ROWS).to_pylist()
    texts = {row[name] for row in first for name in _PUBLISHED if row[name]}
    classes, as_published = payee_classes(opened), published(texts)
    for row in first:
        day = day_of(row["paid_on"] or "", DateFormat(row["date_format"]))
        is_person = classes.get(row["supplier_name"] or "") == PERSON
        payee, department, purpose = (
            " ".join(as_published.get(row[name], "").split()) for name in _PUBLISHED
        )
        yield Shown(
            line=row[LINE],
            day=day.isoformat() if day else "",
            payee=WITHHELD if is_person else payee,
            amount=f"{parse_amount(row['amount']):,.2f}",
            department=department,
            purpose=_HIDDEN if is_person and purpose else purpose,
        )
