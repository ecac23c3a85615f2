"""How well payees are classed, held against labels that people made by looking at the names.

``python -m tests.payee_score`` prints, for the half of the labels that the rules were tuned on
and for the half that was kept aside, the precision and recall of each class, then the £ of the
real files in each class; below a mark it exits non-zero. The classes are those of the dbt model
itself, built on the names in the real files. ``labels/payees.csv`` holds no name: a label is
found by the SHA-256 of the name as the project folds it (``plain_name``).
"""

import datetime as dt
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.errors import RefusedDocumentError
from ingest.lake import Lake, text_schema
from ingest.model import Context, DeliveryKey, Document, Reject, Request, Rows, Summary, Window
from ingest.registry import load_spec, load_specs
from ingest.sources.spend.reading import parse
from ingest.specs import Publisher
from tests.dbt_runs import opened, run_dbt

ROOT = Path(__file__).resolve().parents[1]
LABELS = Path(__file__).resolve().parent / "labels/payees.csv"
DATA = ROOT.parent / "shared/data"
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
CLASSES = ("company", "public_body", "charity_or_mutual", "person", "redacted", "unknown")
FOLDS = ("tuning", "held_out")
LEAST = {"company": (0.93, 0.90), "public_body": (0.90, 0.92), "charity_or_mutual": (0.85, 0.65),
         "person": (0.68, 0.97), "redacted": (1.0, 1.0), "unknown": (0.88, 0.82)}  # fmt: skip
"""The marks: precision and recall of each class, on either half. No person may be published."""
LEAST_KNOWN = Decimal("0.90")
"""The share of the £ of the real files that must be in a class other than unknown."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one class fared on one half of the labels."""

    fold: str
    payee_class: str
    true: int
    said: int
    right: int

    @property
    def precision(self) -> float:
        """Of the payees put in the class, how many belong there."""
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """Of the payees that belong in the class, how many were put there."""
        return self.right / self.true if self.true else 1.0


def land(folder: Path, spend: Mapping[str, Sequence[str | None]]) -> Path:
    """Write a landed folder in which spend holds these columns and no other source has rows."""
    lake = Lake(folder)
    lake.prepare(load_specs().values())
    schema = text_schema(load_spec("spend").tables["payments"].columns)
    count = len(next(iter(spend.values())))
    columns = {
        name: pa.array(spend[name], pa.string()) if name in spend else pa.nulls(count, pa.string())
        for name in schema.names
    }
    pq.write_table(pa.table(columns, schema=schema), lake.landed / "spend/payments/spend.parquet")
    return lake.landed


def build(landed: Path, select: Sequence[str]) -> Path:
    """Build models and their seeds beside a landed folder; return the warehouse.

    Raises:
        RuntimeError: dbt failed; says what it printed.
    """
    folder = landed.parent
    kinds = ("--resource-type", "model", "--resource-type", "seed")
    ended = run_dbt(folder, "build", *kinds, "--select", *select)
    if ended.returncode:
        raise RuntimeError(ended.stdout[-8000:])
    return folder / "warehouse.duckdb"


def real_payments() -> Mapping[str, Sequence[str | None]]:
    """Return the payee and the amount of every payment line of the real files."""
    paths = sorted([*DATA.glob("spend/*/*"), *DATA.glob("bench/spend/*/*")])
    columns: dict[str, list[str | None]] = {"publisher_id": [], "supplier_name": [], "amount": []}
    with ProcessPoolExecutor(2) as pool:
        for path, lines in zip(paths, pool.map(_lines_of, paths), strict=True):
            for supplier, amount in lines:
                columns["publisher_id"].append(path.parent.name)
                columns["supplier_name"].append(supplier)
                columns["amount"].append(amount)
    return columns


def scores(warehouse: Path) -> Iterator[Score]:
    """Hold the classes in a warehouse against the labels.

    A name that was published in several ways is right when all of them are, and a name that no
    file read has any more is wrong.
    """
    with opened(warehouse) as connection:
        found = connection.execute(
            """
            select labels.fold, labels.payee_class,
                coalesce(string_agg(distinct names.payee_class, '/'), 'not found')
            from read_csv(?, all_varchar = true) as labels
            left join intermediate.int_names_classified as names
                on labels.name_sha256 = sha256(names.plain_name)
            group by labels.name_sha256, labels.fold, labels.payee_class
            """,
            [str(LABELS)],
        ).fetchall()
    for fold in FOLDS:
        pairs = Counter((true, said) for of, true, said in found if of == fold)
        for name in CLASSES:
            true = sum(count for (label, _), count in pairs.items() if label == name)
            said = sum(count for (_, verdict), count in pairs.items() if verdict == name)
            yield Score(fold, name, true, said, pairs[name, name])


@dataclass(frozen=True, slots=True)
class Paid:
    """What one body paid in one class: credits count as much as payments, for what is covered."""

    publisher: str
    payee_class: str
    rule: str
    pounds: Decimal


def pounds(warehouse: Path) -> list[Paid]:
    """Return what each body paid in each class, and by which rule the payees came to be there."""
    with opened(warehouse) as connection:
        rows = connection.execute(
            """
            select payments.publisher_id, coalesce(names.payee_class, 'unknown'),
                coalesce(names.class_rule, 'no_name'), sum(abs(payments.amount_gbp))
            from staging.stg_spend__payments as payments
            left join intermediate.int_names_classified as names
                on payments.supplier_name_text = names.name_text
            group by all
            having sum(abs(payments.amount_gbp)) > 0
            order by all
            """
        ).fetchall()
    return [Paid(*row) for row in rows]


def shares(paid: Sequence[Paid], of: Callable[[Paid], str]) -> str:
    """Return the shares of the £, by what ``of`` says of them, the largest first."""
    found: dict[str, Decimal] = {}
    for one in paid:
        found[of(one)] = found.get(of(one), Decimal(0)) + one.pounds
    total = sum(found.values())
    ordered = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{name} {amount / total:.1%}" for name, amount in ordered)


def known_share(paid: Sequence[Paid]) -> Decimal:
    """Return the share of the £ that is in a class other than unknown."""
    total = sum(one.pounds for one in paid)
    return sum((one.pounds for one in paid if one.payee_class != "unknown"), Decimal(0)) / total


def main() -> int:
    """Print the score; return 1 when a mark is missed."""
    with tempfile.TemporaryDirectory() as scratch:
        landed = land(Path(scratch), real_payments())
        os.environ.setdefault("GOLDENTHREAD_THREADS", "2")
        warehouse = build(landed, ["+int_names_classified"])
        found, paid = list(scores(warehouse)), pounds(warehouse)
    missed = [line for score in found for line in _missed(score)]
    for score in found:
        print(  # noqa: T201
            f"{score.fold:9}{score.payee_class:18}{score.true:5} labelled  "
            f"precision {score.precision:.3f}  recall {score.recall:.3f}"
        )
    for publisher in sorted({one.publisher for one in paid}):
        _tell([one for one in paid if one.publisher == publisher], publisher)
    _tell(paid, "all")
    known = known_share(paid)
    if known < LEAST_KNOWN:
        missed.append(f"{known:.1%} of the £ have a class, {LEAST_KNOWN:.0%} must")
    print("\n".join(missed))  # noqa: T201
    print(_last_line(found, known))  # noqa: T201
    return 1 if missed else 0


def _tell(paid: Sequence[Paid], whose: str) -> None:
    unknown = [one for one in paid if one.payee_class == "unknown"]
    why = f"; unknown by {shares(unknown, lambda one: one.rule)}" if unknown else ""
    print(  # noqa: T201
        f"£ of {whose}: {known_share(paid):.1%} in a class "
        f"({shares(paid, lambda one: one.payee_class)}{why})"
    )


def _missed(score: Score) -> Iterator[str]:
    precision, recall = LEAST[score.payee_class]
    if score.precision < precision:
        yield f"MISSED {score.fold} {score.payee_class}: precision below {precision}"
    if score.recall < recall:
        yield f"MISSED {score.fold} {score.payee_class}: recall below {recall}"


def _last_line(found: Sequence[Score], known: Decimal) -> str:
    kept = [score for score in found if score.fold == "held_out"]
    right, true = sum(score.right for score in kept), sum(score.true for score in kept)
    person = next(score for score in kept if score.payee_class == "person")
    return (
        f"payees held out: {right}/{true} right ({right / true:.1%}); persons: precision "
        f"{person.precision:.3f}, recall {person.recall:.3f}; {known:.1%} of the £ have a class"
    )


def _lines_of(path: Path) -> list[tuple[str | None, str | None]]:
    """The payee and amount of every payment in one file; none when the file is refused."""
    publisher = Publisher(publisher_id=path.parent.name, title=path.parent.name, is_declared=False)
    window = Window(dt.date(2010, 1, 1), dt.date(2026, 3, 31), NIGHT)
    context = Context(load_spec("spend"), window, {publisher.publisher_id: publisher})
    delivery = DeliveryKey("spend", publisher.publisher_id, path.name)
    request = Request(f"inbox:{path.name}", delivery=delivery, name=path.name)
    try:
        found = list(parse(context, Document(request, path, "0" * 64, NIGHT)))
    except RefusedDocumentError:
        return []
    lines: list[tuple[str | None, str | None]] = []
    for parsed in found:
        if isinstance(parsed, Reject | Summary) or parsed.table != "payments":
            continue
        if isinstance(parsed, Rows):
            unnamed = pa.nulls(len(parsed.lines), pa.string())
            names = parsed.columns.get("supplier_name", unnamed)
            lines += zip(names.to_pylist(), parsed.columns["amount"].to_pylist(), strict=True)
        else:
            lines.append((parsed.values.get("supplier_name"), parsed.values["amount"]))
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
