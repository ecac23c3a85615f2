"""Find a Tender with two invented years in it, on a loopback port, keeping count of who asks."""

import contextlib
import datetime as dt
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import Message, Receive, Scope, Send

from replay.limits import NowAndThen
from replay.server import serving
from replay.services.find_a_tender import FindATender
from replay.volume import FIRST_NIGHT, Volume

REFUSED_ONE_IN = 173


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it arrived, and the status it was answered with."""

    path: str
    params: tuple[tuple[str, str], ...]
    status: int

    @property
    def identifier(self) -> str:
        """The notice or process asked for; empty where a window was."""
        return "" if self.params else self.path.rpartition("/")[2]


@dataclass
class VolumeService:
    """The service while it runs. ``asked`` are all requests so far, the refused ones too."""

    root: str
    asked: list[Asked]
    _find_a_tender: FindATender

    def wait_until(self, night: dt.datetime) -> None:
        """Let it be a later night."""
        self._find_a_tender.night = night


@dataclass
class _Counted:
    """An application whose requests are written down when they have been answered."""

    app: Starlette
    asked: list[Asked] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                query = urllib.parse.parse_qsl(scope["query_string"].decode())
                self.asked.append(Asked(scope["path"], tuple(query), message["status"]))
            await send(message)

        await self.app(scope, receive, noting)


@contextlib.contextmanager
def running_volume(volume: Volume) -> Iterator[VolumeService]:
    """Serve the years from a thread, on the first night; one request in a few is refused."""
    service = FindATender(
        volume.releases, FIRST_NIGHT, NowAndThen(REFUSED_ONE_IN), withheld=volume.withheld
    )
    app = _Counted(Starlette(routes=[Mount("/find_a_tender", routes=service.routes())]))
    with serving(app) as root:
        yield VolumeService(root, app.asked, service)
