"""How well suppliers are matched to companies, held against cases people decided.

``python -m tests.match_score`` (``make truth``) prints for each file of real cases the precision
and the recall, by count and by weight (what was paid, or how many payments), for each tier and
overall; how far five folds differ that never saw the cases they judge; and, in the same run, what
an exact normalised name alone and Splink alone come to. Below a mark it exits non-zero.

A match counts as wrong where people found no company, or could not tell which, or where the right
one is not on the register that is searched. Recall is over the cases one of whose companies is on
it. A line of its own, which no mark is held to, leaves out those that could not be right: the cases
people could not tell, and those whose company is not on the register searched.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ingest.matching.scoring import FACTS, Model, model
from tests.match_cases import (
    DATA,
    Case,
    candidates,
    load_cases,
    load_companies,
    searched,
)
from tests.match_fit import FITTED_TO, Found, cross_validated, likeliest
from tests.match_splink import with_splink

MARGIN = list(FACTS).index("margin")
PRECISION, RECALL = 0.98, 0.90
"""The marks, on the cases decided by people and on those a publisher stated."""

Matches = Mapping[str, tuple[str, str]]
"""For a name, the number of its company and the tier that found it."""


@dataclass(frozen=True, slots=True)
class Score:
    """How matches fared: how many were made, were right, and could have been right."""

    made: Decimal
    right: Decimal
    findable: Decimal

    @property
    def precision(self) -> float:
        """Of the matches made, how many are right."""
        return float(self.right / self.made) if self.made else 1.0

    @property
    def recall(self) -> float:
        """Of the companies that could be found, how many were."""
        return float(self.right / self.findable) if self.findable else 1.0


def judge(
    cases: Sequence[Case], matches: Matches, register: set[str], *, by_weight: bool = False
) -> Score:
    """Return how the matches fare on the cases."""
    made = right = findable = Decimal(0)
    for case in cases:
        worth = case.weight if by_weight else Decimal(1)
        match = matches.get(case.name)
        findable += worth if case.numbers & register else 0
        made += worth if match else 0
        right += worth if match and match[0] in case.numbers else 0
    return Score(made, right, findable)


def match_names(cases: Sequence[Case], found: Found, fitted: Model) -> Matches:
    """Return what the model decides: the likeliest company, from its threshold on."""
    matches = {}
    for case in cases:
        best = likeliest(fitted, found.get(case.name, ()))
        if not best or best[1].is_other:
            continue
        if best[0] >= fitted.threshold and best[1].facts[MARGIN] > 0:
            tier = "exact_name" if best[1].same_key else "likely_name"
            matches[case.name] = (best[1].number, tier)
    return matches


def match_exactly(cases: Sequence[Case], found: Found) -> Matches:
    """Return the one company of exactly the name, normalised, where there is but one."""
    matches = {}
    for case in cases:
        same = {one.number for one in found.get(case.name, ()) if one.same_key}
        if len(same) == 1:
            matches[case.name] = (same.pop(), "exact_name")
    return matches


def main(say: Callable[[str], None] = print) -> int:
    """Print the scores; return the exit code."""
    if not DATA.exists():
        say(f"NOT MEASURED: there are no real cases at {DATA}")
        return 2
    cases, companies = load_cases(), load_companies()
    register = set(companies["company_number"].to_pylist())
    with tempfile.TemporaryDirectory() as folder:
        connection = searched(companies, {case.name for case in cases}, Path(folder))
        found = candidates(connection)
    ways: Mapping[str, Matches] = {
        "golden thread": match_names(cases, found, model()),
        "exact name alone": match_exactly(cases, found),
        "splink alone": with_splink(cases, companies),
    }
    for source in dict.fromkeys(case.source for case in cases):
        these = [case for case in cases if case.source == source]
        say(f"\n{source}: {len(these)} names, "
            f"{sum(bool(case.numbers & register) for case in these)} on the register")  # fmt: skip
        for way, matches in ways.items():
            _tell(say, way, these, matches, register)
        could_be_right = [
            case
            for case in these
            if case.is_decided and (not case.numbers or case.numbers & register)
        ]
        _tell(say, "ours, if it could", could_be_right, ways["golden thread"], register)
        _tell_tiers(say, these, ways["golden thread"])
    _tell_folds(say, cases, found, register)
    return _tell_marks(say, cases, ways["golden thread"], register)


def _tell(
    say: Callable[[str], None], way: str, cases: Sequence[Case], matches: Matches,
    register: set[str],
) -> None:  # fmt: skip
    count = judge(cases, matches, register)
    worth = judge(cases, matches, register, by_weight=True)
    say(f"  {way:18} precision {count.precision:.3f} recall {count.recall:.3f}"
        f"   by weight {worth.precision:.3f} {worth.recall:.3f}   {count.made} made")  # fmt: skip


def _tell_tiers(say: Callable[[str], None], cases: Sequence[Case], matches: Matches) -> None:
    for tier in sorted({tier for _, tier in matches.values()}):
        of_tier = [case for case in cases if matches.get(case.name, ("", ""))[1] == tier]
        count = judge(of_tier, matches, set())
        worth = judge(of_tier, matches, set(), by_weight=True)
        say(f"    tier {tier:13} precision {count.precision:.3f}, by weight {worth.precision:.3f}"
            f" ({count.made} names)")  # fmt: skip


def _tell_folds(
    say: Callable[[str], None], cases: Sequence[Case], found: Found, register: set[str]
) -> None:
    say("\nfive folds, each judged by a model and a threshold fitted without it:")
    fitted_to = [case for case in cases if case.source in FITTED_TO]
    scores = [
        judge(held_out, match_names(held_out, found, fitted), register)
        for fitted, held_out in cross_validated(fitted_to, found)
    ]
    for number, score in enumerate(scores, start=1):
        say(f"  fold {number}: precision {score.precision:.3f} recall {score.recall:.3f}")
    for what, figures in (
        ("precision", [score.precision for score in scores]),
        ("recall", [score.recall for score in scores]),
    ):
        say(f"  {what} from {min(figures):.3f} to {max(figures):.3f}")


def _tell_marks(
    say: Callable[[str], None], cases: Sequence[Case], matches: Matches, register: set[str]
) -> int:
    scores = {
        source: judge([case for case in cases if case.source == source], matches, register)
        for source in FITTED_TO
    }
    holds = all(one.precision >= PRECISION and one.recall >= RECALL for one in scores.values())
    figures = "; ".join(
        f"{source} precision {one.precision:.3f} recall {one.recall:.3f}"
        for source, one in scores.items()
    )
    say(f"\noverall: {figures}: {'above' if holds else 'BELOW'} the marks {PRECISION}, {RECALL}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
