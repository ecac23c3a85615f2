"""Timing one way of reading a set of documents."""

import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """How many records one way of reading came to, and the seconds of its best run.

    ``baseline`` is another way of reading documents of the very same kind.
    """

    what: str
    records: int
    seconds: float
    baseline: "Measured | None" = None

    @property
    def rate(self) -> float:
        """Records a second."""
        return self.records / self.seconds

    @property
    def ratio(self) -> str:
        """How many times as many records a second as the baseline, where there is one."""
        return f"{self.rate / self.baseline.rate:.2f}" if self.baseline else ""


def measure(
    what: str,
    read: Callable[[], int],
    baseline: Measured | None = None,
    runs: int = RUNS,
    before: Callable[[], None] = lambda: None,
) -> Measured:
    """Run ``read``, which returns how many records it met, and keep the best of its runs.

    ``before`` makes ready for a run, such as taking away what the last one left: not timed.

    Raises:
        ValueError: it met no record, so there is nothing to measure.
    """
    best = float("inf")
    records = 0
    for _ in range(runs):
        before()
        begun = time.perf_counter()
        records = read()
        best = min(best, time.perf_counter() - begun)
    if not records:
        raise ValueError(f"{what}: no record was read")
    return Measured(what, records, best, baseline)
