"""The guard before every connection this process makes while it is tested."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any


class NetworkBlockedError(BaseException):
    """A test reached for the network. Not an OSError: code that survives those must not hide it."""


class _Guard:
    """Stands before every connection this process makes. ``loopback`` is set test by test."""

    loopback = True

    def wrap(self, connect: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``connect`` behind the guard."""

        def guarded(sock: socket.socket, address: Any) -> Any:
            if sock.family != socket.AF_UNIX:
                self.check(str(address[0]))
            return connect(sock, address)

        return guarded

    def wrap_lookup(self, lookup: Callable[..., Any]) -> Callable[..., Any]:
        """Return a name lookup behind the guard: asking for a name is asking the network."""

        def guarded(host: str | bytes | None, *args: Any, **kwargs: Any) -> Any:
            if host:
                self.check(host.decode() if isinstance(host, bytes) else host)
            return lookup(host, *args, **kwargs)

        return guarded

    def check(self, host: str) -> None:
        """Raise unless ``host`` is this machine and the test may speak to it."""
        if not _is_loopback(host):
            raise NetworkBlockedError(
                f"a test reached for {host}: serve what it needs on loopback, or read a fixture"
            )
        if not self.loopback:
            raise NetworkBlockedError(
                "a unit test opened a connection: pass it values instead, move it to "
                "tests/integration, or mark it `loopback`"
            )


GUARD = _Guard()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
