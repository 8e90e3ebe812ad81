"""Check 24: a client that drips its request line or headers is hung up on, and nobody else is."""

import contextlib
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.integration.installation import Patience, wait_until
from tests.integration.serving import Web

HEAD = b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n"
STREAM = b"GET /live/?since=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
BODY = b"POST /theme/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """A real server that waits half a second for a head."""
    found = Web(tmp_path_factory.mktemp("heads") / "var", HEAD_SECONDS="0.5")
    found.begin()
    yield found
    found.end()


def connected(web: Web, stack: ExitStack, first: bytes) -> socket.socket:
    """A connection over which so much has been said."""
    line = stack.enter_context(socket.create_connection(("127.0.0.1", web.port), timeout=30))
    line.sendall(first)
    return line


def answered(web: Web, stack: ExitStack, request: bytes, word: bytes) -> socket.socket:
    """A connection whose head came in time, as the server's word proves; a busy machine may need another one."""
    patience = Patience(20)
    while not patience.is_over():
        with contextlib.suppress(ConnectionError):
            line = connected(web, stack, request)
            if line.recv(4096).startswith(b"HTTP/1.1 " + word):
                return line
    raise TimeoutError(request)


def is_closed(line: socket.socket, drip: bytes) -> bool:
    """Whether the server has hung up; a further byte is said first."""
    try:
        line.sendall(drip)
        line.settimeout(0.001)
        return line.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def drip_until_closed(lines: list[socket.socket], drip: bytes = b"a") -> list[socket.socket]:
    """Those that are open still after all patience."""
    patience = Patience(20)
    while lines and not patience.is_over():
        lines = [line for line in lines if not is_closed(line, drip)]
        time.sleep(patience.turn)
    return lines


def test_whoever_drips_a_head_is_hung_up_on(web: Web) -> None:
    """Each of sixty, on a fresh or a kept connection, byte after byte; who says nothing at all, too."""
    with ExitStack() as stack:
        dripping = [
            connected(web, stack, first) for first in (b"", b"G", b"GET /hea", HEAD) for _ in range(12)
        ]
        dripping += [answered(web, stack, HEAD + b"\r\n", b"200 ") for _ in range(12)]  # these begin another
        silent = [connected(web, stack, b"") for _ in range(12)]
        assert answered(web, stack, HEAD + b"\r\n", b"200 ")
        assert drip_until_closed(dripping) == []
        assert drip_until_closed(silent, b"") == []
        assert wait_until(web.answers, 20)


def test_a_slow_body_and_an_open_stream_are_not_cut(web: Web) -> None:
    """A body may come for longer than a head and has its answer; a stream that was there before goes on."""
    with ExitStack() as stack:
        stream = answered(web, stack, STREAM, b"200 ")
        slow = answered(web, stack, BODY, b"100 ")
        assert (
            drip_until_closed([connected(web, stack, HEAD)]) == []
        )  # by then their limit would be over as well
        for piece in (b"a", b"=", b"b"):
            slow.sendall(piece)
        assert slow.recv(4096).startswith(b"HTTP/1.1 403 ")  # no token: Django has read it
        assert not is_closed(stream, b"")
