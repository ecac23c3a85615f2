"""The publishers' limits, kept on a clock that can run fast."""

import datetime as dt

import pytest

from replay.clock import ScaledClock
from replay.limits import NowAndThen, RateLimiter

NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)


class Hands:
    """A clock's hands, moved by the test."""

    def __init__(self) -> None:
        self.at = 50.0

    def read(self) -> float:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += seconds


def test_twelve_requests_are_let_through_and_the_thirteenth_is_not():
    limiter = RateLimiter(Hands().read)
    assert [limiter.allows() for _ in range(13)] == [True] * 12 + [False]


def test_a_request_is_let_through_again_when_the_oldest_is_two_minutes_old():
    hands = Hands()
    limiter = RateLimiter(hands.read)
    for _ in range(12):
        limiter.allows()
    hands.move(119.9)
    assert not limiter.allows()
    hands.move(0.1)
    assert limiter.allows()


def test_a_request_every_twelve_seconds_is_never_refused():
    hands = Hands()
    limiter = RateLimiter(hands.read)
    for _ in range(100):
        assert limiter.allows()
        hands.move(12)


def test_a_fast_clock_counts_the_publishers_seconds():
    hands = Hands()
    clock = ScaledClock(60, start=NIGHT, monotonic=hands.read)
    hands.move(2)
    assert clock.monotonic() == pytest.approx(120)
    assert clock.now() == NIGHT + dt.timedelta(seconds=120)


def test_a_fast_clock_waits_a_fraction_of_the_time():
    hands = Hands()
    clock = ScaledClock(60, start=NIGHT, monotonic=hands.read, sleep=hands.move)
    clock.sleep(120)
    assert hands.at == pytest.approx(52)
    assert clock.monotonic() == pytest.approx(120)


@pytest.mark.parametrize("speed", [0, -1])
def test_a_clock_that_stands_still_or_goes_back_is_refused(speed):
    with pytest.raises(ValueError, match="positive speed"):
        ScaledClock(speed, start=NIGHT)


def test_a_refusal_now_and_then_is_one_in_so_many() -> None:
    limiter = NowAndThen(every=3)
    assert [limiter.allows() for _ in range(7)] == [True, True, False, True, True, False, True]
