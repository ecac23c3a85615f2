"""Releases as a notice service keeps them: the text, when it was filed, and a hidden key."""

import datetime as dt
from dataclasses import dataclass

from replay.dates import LONDON, local
from replay.render.ocds import Json, dumps

FIRST_NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Filed:
    """One release. ``hidden_key`` is the service's own order, which is not that of the ids.

    ``superseded_by`` names the release that took its place in the search, if one did.
    """

    ocid: str
    release_id: str
    at: dt.datetime
    tags: tuple[str, ...]
    text: str
    hidden_key: int
    superseded_by: str = ""

    @property
    def order(self) -> tuple[str, str, str]:
        """The order of the ids: year, then number."""
        head, _, year = self.release_id.rpartition("-")
        return year, head, self.ocid


def filed(release: dict[str, Json], at: dt.datetime, hidden_key: int) -> Filed:
    """File one release."""
    tags = release["tag"]
    return Filed(
        ocid=str(release["ocid"]),
        release_id=str(release["id"]),
        at=at,
        tags=tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
        text=dumps(release),
        hidden_key=hidden_key,
    )


def plain_release(ocid: str, release_id: str, at: dt.datetime, title: str) -> dict[str, Json]:
    """Return a release of the earlier law with as little in it as the service allows."""
    return {
        "ocid": ocid,
        "id": release_id,
        "tag": ["tender"],
        "date": at.isoformat().replace("+00:00", "Z"),
        "language": "en",
        "initiationType": "tender",
        "parties": [{"id": "GB-FTS-1", "name": "Overwater District Council", "roles": ["buyer"]}],
        "buyer": {"id": "GB-FTS-1", "name": "Overwater District Council"},
        "tender": {
            "id": ocid,
            "legalBasis": {"id": "32014L0024", "scheme": "CELEX"},
            "title": title,
            "description": title,
            "status": "active",
        },
    }


PAGING_DAY = dt.date(2021, 5, 7)
_HOURS = (6, *range(8, 19), 21, 22)
_COUNTS = (1, 2, 11, 14, 6, 17, 9, 16, 20, 25, 7, 7, 1, 16)
_LOW_KEYS = {9962: 3, 9955: 2, 9947: 1}


def paging_day() -> list[Filed]:
    """Return the day of 152 releases on which a client that follows the cursor gets 103.

    The hours, numbers and low keys are those of a real day, 7 May 2021; nothing else is.
    """
    times = [
        local(PAGING_DAY.year, PAGING_DAY.month, PAGING_DAY.day, hour)
        + dt.timedelta(seconds=position * 3600 // count)
        for hour, count in zip(_HOURS, _COUNTS, strict=True)
        for position in range(count)
    ]
    found = []
    for number, at in enumerate(times, start=9911):
        ocid, release_id = f"ocds-h6vhtk-02{number:04x}", f"{number:06d}-2021"
        key = _LOW_KEYS.get(number, 1000 + number * 37 % 152)
        found.append(filed(plain_release(ocid, release_id, at, f"Notice {number}"), at, key))
    return found


CLUSTER_AT = dt.datetime(2023, 11, 14, 10, 5, 14, tzinfo=LONDON)
CLUSTER_NOTICE = "033001-2023"
CLUSTER_PROCESSES = 15
CLUSTER_OTHERS = 95


def single_second() -> list[Filed]:
    """Return 110 releases of one second, which no window can cut; one notice has 15 processes."""
    names = [(CLUSTER_NOTICE, number) for number in range(CLUSTER_PROCESSES)]
    names += [
        (f"{33001 + number:06d}-2023", CLUSTER_PROCESSES + number)
        for number in range(1, CLUSTER_OTHERS + 1)
    ]
    return [
        filed(
            plain_release(f"ocds-h6vhtk-03{number:04x}", release_id, CLUSTER_AT, "One second"),
            CLUSTER_AT,
            5000 + number * 7 % len(names),
        )
        for release_id, number in names
    ]
