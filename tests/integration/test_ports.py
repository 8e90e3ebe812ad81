"""A port that a test was given stays its own."""

import socket
from contextlib import ExitStack

import pytest

from playground.processes import address
from tests.ports import free_ports


def test_a_port_is_kept_until_a_server_listens_and_after_it_ended() -> None:
    """Callers are refused, no other socket is given it, and a server that names it listens there, again and again."""
    (port,) = free_ports(1)
    with ExitStack() as others:
        given = [others.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(200)]
        assert port not in [each.getsockname()[1] for each in given]
    for _ in "ab":
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5)
        assert address.obstacle("127.0.0.1", port) is None
        with socket.create_server(("127.0.0.1", port)):
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
