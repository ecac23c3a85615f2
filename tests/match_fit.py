"""How the points of ``ingest/matching/model.yml`` are found, by logistic regression.

``python -m tests.match_fit`` fits them to the real labelled names and writes the file. The
threshold is the middle of those that five folds choose, each without seeing a fifth of the names.
"""

import statistics
import tempfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml

from ingest.matching.scoring import FACTS, MODEL, Model
from tests.match_cases import Candidate, Case, candidates, load_cases, load_companies, searched

FOLDS = 5
RIDGE = 1.0
FITTED_TO = ("gold", "publisher stated")

Found = Mapping[str, Sequence[Candidate]]


def fit(cases: Sequence[Case], found: Found) -> Model:
    """Return the points that best tell right candidates from wrong ones; and where to begin."""
    pairs = [(one.facts, one.number in case.numbers) for case in cases
             for one in found.get(case.name, ())]  # fmt: skip
    facts = np.array([each for each, _ in pairs])
    right = np.array([is_right for _, is_right in pairs], dtype=float)
    middle, spread = facts.mean(axis=0), facts.std(axis=0)
    weights = _newton(np.column_stack([np.ones(len(facts)), (facts - middle) / spread]), right)
    points = weights[1:] / spread
    fitted = Model(
        base=round(float(weights[0] - points @ middle), 4),
        points={fact: round(float(each), 4) for fact, each in zip(FACTS, points, strict=True)},
        threshold=1.0,
    )
    return fitted.model_copy(update={"threshold": _threshold(fitted, cases, found)})


def fold_of(name: str) -> int:
    """Return which fold a name is in; the same name in two files is in one."""
    return zlib.crc32(name.encode()) % FOLDS


def cross_validated(cases: Sequence[Case], found: Found) -> list[tuple[Model, list[Case]]]:
    """Return for each fold the model fitted without it, and its cases."""
    return [
        (
            fit([case for case in cases if fold_of(case.name) != fold], found),
            [case for case in cases if fold_of(case.name) == fold],
        )
        for fold in range(FOLDS)
    ]


def likeliest(fitted: Model, found: Sequence[Candidate]) -> tuple[float, Candidate] | None:
    """Return the best candidate with its probability."""
    points = np.array([fitted.points[fact] for fact in FACTS])
    scored = [(float(fitted.base + points @ np.array(one.facts)), one) for one in found]
    if not scored:
        return None
    odds, best = max(scored, key=lambda each: (each[0], each[1].number))
    return round(float(1 / (1 + np.exp(-odds))), 4), best


def _newton(facts: np.ndarray, right: np.ndarray) -> np.ndarray:
    weights = np.zeros(facts.shape[1])
    penalty = RIDGE * np.diag([0.0, *[1.0] * (facts.shape[1] - 1)])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-facts @ weights))
        slope = facts.T @ (right - likely) - penalty @ weights
        curve = (facts * (likely * (1 - likely))[:, None]).T @ facts + penalty
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _threshold(fitted: Model, cases: Sequence[Case], found: Found) -> float:
    """Return the probability from which on F0.5 is best: a wrong match weighs as two missed."""
    judged = []
    for case in cases:
        best = likeliest(fitted, found.get(case.name, ()))
        if best and not best[1].is_other:
            judged.append((best[0], best[1].number in case.numbers))
    judged.sort(reverse=True)
    rights = np.cumsum([is_right for _, is_right in judged])
    made = np.arange(1, len(judged) + 1)
    findable = sum(
        any(one.number in case.numbers for one in found.get(case.name, ())) for case in cases
    )
    precision, recall = rights / made, rights / findable
    worth = 1.25 * precision * recall / (0.25 * precision + recall + 1e-12)
    return judged[int(worth.argmax())][0]


def main(say: Callable[[str], None] = print) -> None:
    """Fit, and write the model."""
    cases = [case for case in load_cases() if case.source in FITTED_TO]
    with tempfile.TemporaryDirectory() as folder:
        connection = searched(load_companies(), {case.name for case in cases}, Path(folder))
        found = candidates(connection)
    thresholds = [fold.threshold for fold, _ in cross_validated(cases, found)]
    chosen = fit(cases, found).model_copy(
        update={"threshold": round(statistics.median(thresholds), 2)}
    )
    text = yaml.safe_dump(chosen.model_dump(), sort_keys=False)
    MODEL.write_text(f"# Written by tests/match_fit.py; not by hand.\n{text}", "utf-8")
    say(f"thresholds of the folds: {thresholds}; written {MODEL.name}")


if __name__ == "__main__":
    main()
