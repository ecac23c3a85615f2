"""How publishers say "too often": a count of requests in a moving window, on a given clock.

Where a test is about other things than pacing, a refusal now and then is enough.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

REQUESTS = 12
WINDOW_SECONDS = 120


class Limiter(Protocol):
    """Says of each request whether it is one too many."""

    def allows(self) -> bool:
        """Count one request; False when it is refused."""
        ...


@dataclass
class RateLimiter:
    """Lets ``requests`` through in any ``seconds``; the refused ones do not count.

    The figures are those measured at Find a Tender and Contracts Finder in 2026.
    """

    monotonic: Callable[[], float]
    requests: int = REQUESTS
    seconds: float = WINDOW_SECONDS
    refusals: int = field(default=0, init=False)
    _seen: deque[float] = field(default_factory=deque, init=False)

    def allows(self) -> bool:
        """Count one request; False when it is one too many."""
        now = self.monotonic()
        while self._seen and now - self._seen[0] >= self.seconds:
            self._seen.popleft()
        if len(self._seen) >= self.requests:
            self.refusals += 1
            return False
        self._seen.append(now)
        return True


@dataclass
class NowAndThen:
    """Refuses one request in ``every``, whoever asks and however slowly."""

    every: int
    _asked: int = field(default=0, init=False)

    def allows(self) -> bool:
        """Count one request; False when it is refused."""
        self._asked += 1
        return self._asked % self.every != 0
