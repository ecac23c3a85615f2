"""The releases of a notice service, found by time and by name; some of them not on every night."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from replay.filed import Filed


@dataclass(frozen=True, slots=True)
class Withheld:
    """From which night on a notice is listed in windows, and given by its number.

    None is never. A night is the instant (UTC) at which the service is asked.
    """

    listed_from: dt.datetime | None
    given_from: dt.datetime | None

    def is_listed(self, night: dt.datetime) -> bool:
        """Say whether windows list the notice on a night."""
        return self.listed_from is not None and self.listed_from <= night

    def is_given(self, night: dt.datetime) -> bool:
        """Say whether the notice is given by its number on a night."""
        return self.given_from is not None and self.given_from <= night


class Shelf:
    """Releases in the order of their time; notices in ``withheld`` are not always there."""

    def __init__(
        self, releases: Iterable[Filed], withheld: Mapping[str, Withheld] | None = None
    ) -> None:
        """Put the releases in order. ``withheld`` is by release id."""
        self._withheld = withheld or {}
        self._releases = sorted(releases, key=_local_time)
        self._times = [_local_time(release) for release in self._releases]
        self._named: dict[str, list[Filed]] = defaultdict(list)
        for release in self._releases:
            self._named[release.release_id].append(release)
            self._named[release.ocid].append(release)

    def between(self, first: dt.datetime, last: dt.datetime, night: dt.datetime) -> list[Filed]:
        """Return what a window lists, both ends included; UK local times without a zone."""
        start, end = bisect_left(self._times, first), bisect_right(self._times, last)
        return [
            release
            for release in self._releases[start:end]
            if release.release_id not in self._withheld
            or self._withheld[release.release_id].is_listed(night)
        ]

    def named(self, identifier: str, night: dt.datetime) -> list[Filed]:
        """Return the releases of a notice or of a process, oldest first."""
        return [
            release
            for release in self._named.get(identifier, [])
            if release.release_id not in self._withheld
            or self._withheld[release.release_id].is_given(night)
        ]


def _local_time(release: Filed) -> dt.datetime:
    return release.at.replace(tzinfo=None)
