"""Simulated time: the publishers' limits are kept to the second, on a clock that runs fast."""

import datetime as dt
import time
from collections.abc import Callable


class ScaledClock:
    """A clock on which ``speed`` seconds pass for every real one.

    The server and its client are given clocks of the same speed, so that a client which
    obeys the publishers' pacing does so here too, in a fraction of the time.
    """

    def __init__(
        self,
        speed: float,
        *,
        start: dt.datetime,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Start at an instant (UTC).

        Raises:
            ValueError: the speed is not positive, or the start has no time zone.
        """
        if speed <= 0 or start.tzinfo is None:
            msg = "a clock needs a positive speed and a start with a time zone"
            raise ValueError(msg)
        self._speed = speed
        self._start = start
        self._monotonic = monotonic
        self._sleep = sleep
        self._zero = monotonic()

    def monotonic(self) -> float:
        """Return the simulated seconds since the clock was made."""
        return (self._monotonic() - self._zero) * self._speed

    def now(self) -> dt.datetime:
        """Return the simulated instant, in UTC."""
        return self._start + dt.timedelta(seconds=self.monotonic())

    def sleep(self, seconds: float) -> None:
        """Wait for simulated seconds."""
        self._sleep(seconds / self._speed)
