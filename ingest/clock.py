"""The one way anything here learns the time or waits."""

import datetime as dt
import time
from typing import Protocol


class Clock(Protocol):
    """A source of time that can be exchanged for a faster one."""

    def now(self) -> dt.datetime:
        """Return the present instant, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds from an arbitrary start; never goes back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """Real time."""

    def now(self) -> dt.datetime:
        """Return the present instant, in UTC."""
        return dt.datetime.now(dt.UTC)

    def monotonic(self) -> float:
        """Return the machine's monotonic seconds."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait ``seconds``."""
        time.sleep(seconds)
