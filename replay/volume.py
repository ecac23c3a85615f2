"""Two invented years of Find a Tender, as many notices as a backfill meets, and what goes missing.

Notices are small and alike: what matters here is when they were filed, which number they have,
and how each can be had. Beside the cursors that lose rows, these go wrong:

- numbers that were given out and never used, about six a day;
- seconds in which more notices were filed than a page holds, one number among them standing for
  fifteen processes and lying across the end of the page;
- notices that no window lists, but that are given by their number: the first and the last ones
  of each year among them, where no gap between two numbers betrays them;
- notices filed under a day long past: their number is among those of another month;
- notices that are not given at all on the first nights: some then stand in their window as if
  they had always been there, some are given only by their number.
"""

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from replay.chance import dice
from replay.dates import LONDON
from replay.filed import Filed, filed, plain_release
from replay.shelf import Withheld
from replay.volume_shape import DENSE_SECONDS, ODD_TIMES, Slot, slots

PAGE = 100
A_WEEKDAY = {2024: 88.0, 2025: 148.0}
"""How many notices a usual weekday of each year has."""
FIRST_NIGHT = dt.datetime(2026, 1, 20, 2, tzinfo=dt.UTC)
GIVEN_AGAIN = FIRST_NIGHT + dt.timedelta(days=9)
"""From this night on everything that was withheld at first is given."""
_ALWAYS = dt.datetime.min.replace(tzinfo=dt.UTC)
ONLY_BY_NUMBER = Withheld(None, _ALWAYS)
WITHHELD = ((300, ONLY_BY_NUMBER), (40, Withheld(None, GIVEN_AGAIN)),
            (40, Withheld(GIVEN_AGAIN, GIVEN_AGAIN)))  # fmt: skip
"""How many notices are withheld, and how."""
UNDER_AN_OLD_DAY = 60
UNDER_TWO_DAYS = 11
LAST_OF_A_YEAR = 3
"""So many notices with a year's highest numbers are in no window."""
_CONTINUED = 0.3
_EDITED = 0.007
_RECENT = 400
_STRAY = 300
"""By fewer places a hidden key stands from its notice; enough for cursors to lose some."""
_MORE_THAN_ALL = 10**6
_FIRST = dt.datetime.fromisoformat(f"{min(A_WEEKDAY)}-01-02T09:00:00")


@dataclass(frozen=True, slots=True)
class Volume:
    """The releases of all the years in the order of their numbers, and the truth about them.

    ``withheld`` is by notice id; ``unpublished`` are the ids that stand for nothing on any night;
    ``beyond_a_page`` those of which the narrowest window does not show every release.
    """

    releases: tuple[Filed, ...]
    withheld: Mapping[str, Withheld]
    unpublished: frozenset[str]
    beyond_a_page: frozenset[str]

    def missing(self, night: dt.datetime) -> frozenset[str]:
        """Return the ids that give nothing on a night, whether or not they ever will."""
        later = (name for name, held in self.withheld.items() if not held.is_given(night))
        return self.unpublished.union(later)

    def unlisted(self, night: dt.datetime) -> frozenset[str]:
        """Return the published ids that no window lists on a night."""
        return frozenset(name for name, held in self.withheld.items() if not held.is_listed(night))

    def obtainable(self, night: dt.datetime) -> frozenset[tuple[str, str]]:
        """Return every release, by process and id, that can be had in any way on a night."""
        missing = self.missing(night)
        return frozenset(
            (release.ocid, release.release_id)
            for release in self.releases
            if release.release_id not in missing
        )

    def fewest_windows(self, night: dt.datetime) -> int:
        """Return how many pages hold what windows list on a night, if every page is full."""
        unlisted = self.unlisted(night)
        return -(-sum(one.release_id not in unlisted for one in self.releases) // PAGE)

    def only_asking_settles(self, night: dt.datetime) -> frozenset[str]:
        """Return the ids of which no window can say on a night what they stand for."""
        return self.unpublished | self.beyond_a_page | self.unlisted(night)


def build_volume(seed: int) -> Volume:
    """Return the two years that a seed stands for."""
    numbered = dict(_numbered(seed))
    withheld = _withheld(seed, numbered)
    releases = tuple(_releases(seed, numbered, withheld))
    return Volume(
        releases,
        withheld,
        frozenset(name for name, slot in numbered.items() if slot.at is None),
        frozenset(_beyond_a_page(releases)),
    )


def _numbered(seed: int) -> Iterator[tuple[str, Slot]]:
    for year, a_weekday in A_WEEKDAY.items():
        numbers = count(1)
        day = dt.date(year, 1, 1)
        while day.year == year:
            for slot in slots(dice(seed, "volume", day), day, a_weekday):
                yield f"{next(numbers):06d}-{year}", slot
            day += dt.timedelta(days=1)
        for _ in range(LAST_OF_A_YEAR):
            last = dt.datetime.fromisoformat(f"{year}-12-31T17:00:00")
            yield f"{next(numbers):06d}-{year}", Slot(last)


def _withheld(seed: int, numbered: Mapping[str, Slot]) -> dict[str, Withheld]:
    """Choose among the notices that nothing else is odd about."""
    found: dict[str, Withheld] = {}
    for year in A_WEEKDAY:
        names = [name for name, slot in numbered.items() if slot.at and slot.at.year == year]
        found |= dict.fromkeys((names[0], *names[-LAST_OF_A_YEAR:]), ONLY_BY_NUMBER)
    chosen = iter(_ordinary(seed, "withheld", numbered, found))
    for many, how in WITHHELD:
        found |= {next(chosen): how for _ in range(many)}
    return found


def _ordinary(
    seed: int, purpose: str, numbered: Mapping[str, Slot], odd: Mapping[str, Withheld]
) -> list[str]:
    """Return the ids of ordinary notices in an order that chance gives."""
    special = {None, *DENSE_SECONDS, *ODD_TIMES}
    names = [name for name, slot in numbered.items() if slot.at not in special and name not in odd]
    dice(seed, "volume", purpose).shuffle(names)
    return names


def _releases(
    seed: int, numbered: Mapping[str, Slot], withheld: Mapping[str, Withheld]
) -> Iterator[Filed]:
    chance = dice(seed, "volume", "releases")
    fresh = (f"ocds-h6vhtk-{number:06x}" for number in count(0x100000))
    recent = deque([next(fresh)], maxlen=_RECENT)
    times = _times(seed, numbered, withheld)
    places = count()
    for name, filed_at in times.items():
        for at in filed_at:
            if len(filed_at) == 1 and chance.random() < _CONTINUED:
                ocid = chance.choice(recent)
            else:
                ocid = next(fresh)
                recent.append(ocid)
            edited = at + dt.timedelta(days=chance.randint(1, 40) * (chance.random() < _EDITED))
            release = plain_release(ocid, name, edited.replace(tzinfo=LONDON), f"Notice {name}")
            place = next(places)
            key = (place + chance.randrange(_STRAY)) * _MORE_THAN_ALL + place
            yield filed(release, at.replace(tzinfo=LONDON), key)


def _times(
    seed: int, numbered: Mapping[str, Slot], withheld: Mapping[str, Withheld]
) -> dict[str, list[dt.datetime]]:
    """Return when each release of a notice was filed: some under a day long past."""
    chance = dice(seed, "volume", "times")
    times = {name: [slot.at] * slot.processes for name, slot in numbered.items() if slot.at}
    chosen = _ordinary(seed, "old days", numbered, withheld)[: UNDER_AN_OLD_DAY + UNDER_TWO_DAYS]
    for position, name in enumerate(chosen):
        (at,) = times[name]
        old = max(at - dt.timedelta(days=chance.randint(30, 200)), _FIRST)
        times[name] = [old] if position < UNDER_AN_OLD_DAY else [old, at]
    return times


def _beyond_a_page(releases: Sequence[Filed]) -> Iterator[str]:
    """Yield the ids of which a second's newest page lacks a release."""
    by_second: dict[dt.datetime, list[Filed]] = defaultdict(list)
    for release in releases:
        by_second[release.at].append(release)
    for second in by_second.values():
        newest_first = sorted(second, key=lambda one: one.order, reverse=True)
        yield from (one.release_id for one in newest_first[PAGE:])
