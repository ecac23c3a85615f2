"""The whole truth of Aldermere, made from a seed and a night."""

import datetime as dt
from dataclasses import dataclass

from replay.companies import Company, build_companies, build_newcomers
from replay.dates import LONDON
from replay.filed import FIRST_NIGHT
from replay.numbers import number_notices
from replay.payments import Payment, build_payments
from replay.places import Postcode, build_postcodes
from replay.procurement import Process, build_processes
from replay.purchases.build import build_purchases
from replay.purchases.model import Notice, Purchase
from replay.timelines import Event


@dataclass(frozen=True, slots=True)
class World:
    """What is true on one night. Later nights know more and contradict nothing but a correction.

    ``processes``, ``purchases`` and ``payments`` hold the county's whole life; ``seen`` and
    ``known`` say which notices have been published by the night. ``processes`` are what the
    bodies pay under; ``purchases`` are what else they buy, told in more detail.
    """

    seed: int
    day: int
    postcodes: tuple[Postcode, ...]
    companies: tuple[Company, ...]
    processes: tuple[Process, ...]
    purchases: tuple[Purchase, ...]
    payments: tuple[Payment, ...]

    @property
    def night(self) -> dt.datetime:
        """The instant of the night, UTC: day 1 is 31 March 2026."""
        return FIRST_NIGHT + dt.timedelta(days=self.day - 1)

    def seen(self, process: Process) -> tuple[Event, ...]:
        """Return the notices of a process that are public by the night."""
        now = self.night.astimezone(LONDON)
        return tuple(
            event
            for event in process.events
            if event.at <= now and not (event.filed_late and self.day == 1)
        )

    def known(self, purchase: Purchase) -> tuple[Notice, ...]:
        """Return the notices of a purchase that are public by the night."""
        now = self.night.astimezone(LONDON)
        return tuple(notice for notice in purchase.notices if notice.at <= now)


def build_world(seed: int, day: int = 1) -> World:
    """Return the county as it stands on a night.

    Raises:
        ValueError: the day is not positive.
    """
    if day < 1:
        msg = f"the county begins on day 1, not {day}"
        raise ValueError(msg)
    postcodes = build_postcodes(seed)
    companies = build_companies(seed, postcodes)
    newcomers = build_newcomers(seed, postcodes)
    processes, purchases = number_notices(
        build_processes(seed, companies), build_purchases(seed, companies, newcomers)
    )
    return World(
        seed=seed,
        day=day,
        postcodes=postcodes,
        companies=companies + newcomers,
        processes=processes,
        purchases=purchases,
        payments=build_payments(seed, companies, processes),
    )
