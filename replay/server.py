"""The publishers on a loopback port, for as long as somebody needs them."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from replay.app import create_app
from replay.clock import ScaledClock
from replay.world import build_world

HOST = "127.0.0.1"
_START_SECONDS = 30.0


@contextlib.contextmanager
def running(
    *,
    seed: int,
    speed: float,
    day: int = 1,
    port: int = 0,
    refuse_with: int = 429,
    says_when: bool = True,
) -> Iterator[str]:
    """Serve Aldermere from a thread and yield its address, without a slash at the end.

    ``speed`` is how many of the publishers' seconds pass in a real one: it must be that of
    the clock by which the caller paces its requests. Port 0 takes any that is free.

    Raises:
        OSError: the port is taken.
        TimeoutError: the server did not start.
    """
    world = build_world(seed, day)
    clock = ScaledClock(speed, start=world.night)
    app = create_app(world, clock.monotonic, refuse_with=refuse_with, says_when=says_when)
    with serving(app, port) as address:
        yield address


@contextlib.contextmanager
def serving(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """Serve an application from a thread and yield its address, without a slash at the end.

    Raises:
        OSError: the port is taken.
        TimeoutError: the server did not start.
    """
    with socket.create_server((HOST, port)) as listener, _listening(app, listener):
        yield f"http://{HOST}:{listener.getsockname()[1]}"


@contextlib.contextmanager
def _listening(app: ASGIApp, listener: socket.socket) -> Iterator[None]:
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="replay", daemon=True)
    thread.start()
    try:
        _wait_until_started(server, thread)
        yield
    finally:
        server.should_exit = True
        thread.join()


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    ends = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > ends:
            msg = "the replay publishers did not start"
            raise TimeoutError(msg)
        time.sleep(0.01)
