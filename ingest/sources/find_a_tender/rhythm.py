"""How many notices Find a Tender publishes, and at which hours.

The totals of the years were measured by zebreus/tender-db (distinct notice ids, the last at the
pace of its first ten months), as were the shares of weekdays and weekends (370 to 470 a weekday,
1 to 7 a day at weekends) and the busy hours. How they spread over the hours nobody has counted:
the weights below are a guess at office hours. Windows are corrected by what each page shows.
"""

from collections.abc import Mapping

from ingest.ocds.rhythm import Rhythm

WEEKS_IN_YEAR = 52.2
NOTICES_IN_YEAR: Mapping[int, int] = {
    2021: 32_500,
    2022: 36_700,
    2023: 38_000,
    2024: 41_600,
    2025: 86_600,
    2026: 123_000,
}

OFFICE_HOURS = (
    0.3, 0.2, 0.2, 0.2, 0.2, 0.3, 1.0, 3.0,
    7.0, 9.0, 10.0, 10.0, 8.5, 9.0, 10.0, 10.0,
    9.5, 7.0, 3.0, 1.5, 1.0, 0.8, 0.6, 0.4,
)  # fmt: skip
WEEKEND_HOURS = (0.04,) * 24

RHYTHM = Rhythm.of(OFFICE_HOURS, WEEKEND_HOURS)


def usual_week(year: int) -> float:
    """Return how many notices an ordinary week of ``year`` brings; the nearest year we know."""
    known = min(NOTICES_IN_YEAR, key=lambda other: abs(other - year))
    return NOTICES_IN_YEAR[known] / WEEKS_IN_YEAR
