"""Public Contracts Scotland and Sell2Wales, as others have described them.

One answer is a month of one type. Where there is none, it is a package without a list of
releases; one type answers with the error that readers of the real services have met.
"""

import datetime as dt
import json
import re
from dataclasses import dataclass
from itertools import count

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from replay.chance import dice
from replay.filed import plain_release
from replay.render.ocds import Json
from replay.services.answers import json_text

MONTHS = ((2025, 11), (2025, 12), (2026, 1), (2026, 2), (2026, 3))
"""The months that have notices."""
USUAL_TYPE = "2"
TYPES_WITH_NOTICES = ("2", "3", "51", "101")
BROKEN_TYPE = "7"
"""Asked for this type, the service fails."""
_MONTH = re.compile(r"(0[1-9]|1[0-2])-(\d{4})")
_MOST_A_MONTH = 6


@dataclass
class NoticesByMonth:
    """One of the two services: its processes have a prefix of their own."""

    seed: int
    prefix: str
    night: dt.datetime

    def routes(self) -> list[Route]:
        """Return what can be asked."""
        return [Route("/Notices", self._notices), Route("/Notice", self._notice)]

    def releases(self, year: int, month: int, notice_type: str) -> list[dict[str, Json]]:
        """Return a month of one type."""
        if notice_type not in TYPES_WITH_NOTICES or (year, month) not in MONTHS:
            return []
        chance = dice(self.seed, self.prefix, year, month, notice_type)
        numbers = count(year * 100_000 + month * 1000 + int(notice_type) * 9)
        found = []
        for number in (next(numbers) for _ in range(chance.randint(1, _MOST_A_MONTH))):
            at = dt.datetime(year, month, chance.randint(1, 28), tzinfo=dt.UTC)
            ocid = f"{self.prefix}-{number:010}"
            found.append(plain_release(ocid, f"{number:06}", at, f"Notice {number}"))
        return found

    async def _notices(self, request: Request) -> Response:
        asked = request.query_params
        notice_type = asked.get("noticeType", USUAL_TYPE)
        if notice_type == BROKEN_TYPE:
            text = "Error converting data type nvarchar to float."
            return PlainTextResponse(text, status_code=500)
        month = _MONTH.fullmatch(asked.get("dateFrom", f"{self.night:%m-%Y}"))
        found = self.releases(int(month[2]), int(month[1]), notice_type) if month else []
        return self._package(request, found)

    async def _notice(self, request: Request) -> Response:
        ocid = request.query_params.get("id", "")
        found = [
            release
            for year, month in MONTHS
            for notice_type in TYPES_WITH_NOTICES
            for release in self.releases(year, month, notice_type)
            if release["ocid"] == ocid
        ]
        return self._package(request, found)

    def _package(self, request: Request, releases: list[dict[str, Json]]) -> Response:
        package: dict[str, Json] = {
            "uri": f"https://notices.example{request.url.path}?{request.url.query}",
            "version": "1.1",
            "publishedDate": self.night.isoformat(),
            "publisher": {"name": "Aldermere replay"},
        }
        if releases:
            package["releases"] = [*releases]
        return json_text(json.dumps(package))
