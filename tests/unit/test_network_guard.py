"""A test that reaches for the network fails, whatever the code under test does about errors."""

import socket

import pytest
import requests

from tests.network import NetworkBlockedError

SOMEWHERE_ELSE = "192.0.2.1"


def test_a_unit_test_cannot_connect_even_to_this_machine() -> None:
    with socket.socket() as sock, pytest.raises(NetworkBlockedError, match="mark it `loopback`"):
        sock.connect(("127.0.0.1", 9))


@pytest.mark.loopback
def test_a_marked_test_can_connect_to_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


@pytest.mark.loopback
def test_no_test_can_connect_to_another_machine() -> None:
    with socket.socket() as sock, pytest.raises(NetworkBlockedError, match=SOMEWHERE_ELSE):
        sock.connect_ex((SOMEWHERE_ELSE, 80))


@pytest.mark.loopback
def test_no_test_can_ask_for_a_name() -> None:
    with pytest.raises(NetworkBlockedError, match=r"publisher\.example"):
        requests.get("https://publisher.example/", timeout=5)
