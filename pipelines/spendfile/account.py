"""What a file comes to: its lines and its pounds, every one of them accounted for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from ingest.columns import amounts_of, total
from ingest.model import Reject
from pipelines.spendfile.opened import LINE, PART, Opened

_OURS = frozenset({LINE, PART, "publisher_id", "period", "layout"})
"""Columns that the publisher did not write: two lines are equal whatever these say."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Some lines and what they come to, in pounds."""

    lines: int
    pounds: Decimal


@dataclass(frozen=True, slots=True)
class Rejected:
    """The lines rejected for one reason. ``pounds`` is None where none of them states any."""

    code: str
    reason: str
    lines: int
    pounds: Decimal | None


@dataclass(frozen=True, slots=True)
class Account:
    """Lines and pounds of a file. What was published is what was taken in and what was rejected.

    ``rejected`` is by reason, in the order of the codes. An amount that cannot be read is in no
    sum: nobody knows what it is.
    """

    lines: int
    published: Decimal
    payments: Tally
    credits: Tally
    zeros: int
    rejected: tuple[Rejected, ...]

    @property
    def all_rejected(self) -> Tally:
        """Every rejected line together."""
        pounds = (one.pounds or Decimal(0) for one in self.rejected)
        return Tally(sum(one.lines for one in self.rejected), sum(pounds, Decimal(0)))

    @property
    def is_conserved(self) -> bool:
        """Whether not a penny was lost or invented between the file and this account."""
        return self.published == self.payments.pounds + self.all_rejected.pounds


def account_of(opened: Opened) -> Account:
    """Add a file up."""
    amounts = amounts_of(opened.payments["amount"].combine_chunks()).values
    credit = pc.less(amounts, Decimal(0))
    return Account(
        lines=sum(one.lines for one in opened.summaries),
        published=sum((one.published_total or Decimal(0) for one in opened.summaries), Decimal(0)),
        payments=Tally(len(amounts), total(amounts)),
        credits=Tally(pc.sum(credit).as_py() or 0, total(amounts.filter(credit))),
        zeros=pc.sum(pc.equal(amounts, Decimal(0))).as_py() or 0,
        rejected=_rejected(opened),
    )


def repeated(payments: pa.Table) -> Mapping[int, int]:
    """The payments that say exactly what an earlier one says: where they stand, and where it does.

    Of several that are alike, all are told from the first.
    """
    columns = [payments[name].to_pylist() for name in payments.column_names if name not in _OURS]
    first: dict[tuple[str | None, ...], int] = {}
    told = ((place, first.setdefault(cells, place))
            for place, cells in enumerate(zip(*columns, strict=True)))  # fmt: skip
    return {place: earlier for place, earlier in told if earlier != place}


def _rejected(opened: Opened) -> tuple[Rejected, ...]:
    by_code: dict[str, list[Reject]] = {}
    for reject in opened.rejects:
        by_code.setdefault(reject.code, []).append(reject)
    return tuple(_one_reason(code, by_code[code]) for code in sorted(by_code))


def _one_reason(code: str, rejects: Sequence[Reject]) -> Rejected:
    stated = [one.amount for one in rejects if one.amount is not None]
    pounds = sum(stated, Decimal(0)) if stated else None
    return Rejected(code, rejects[0].reason, len(rejects), pounds)
