"""Live streams of a real server: what they hold, how they end, and what a reader that reads nothing costs."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.installation import wait_until
from tests.integration.serving import Web, WebOnPostgres, streams


@pytest.fixture(params=[Web, WebOnPostgres], ids=["sqlite", "postgres"])
def web(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Web]:
    """A web process of the test's own, which would wait long for a request that does not end."""
    found = request.param(tmp_path / "var")
    found.environment["STOP_GRACE"] = "40"
    found.begin()
    yield found
    found.end()


def test_fifty_open_streams_do_not_hold_up_the_end(web: Web) -> None:
    """After SIGTERM the server waits for none of them, and each reader sees its stream end."""
    with streams(web, 50) as readers:
        web.finish()
        assert "timeout graceful shutdown exceeded" not in web.output()
        assert all(drained(reader) for reader in readers)


def test_a_stream_holds_no_database_connection(web: Web) -> None:
    """Fifty streams hold none: there is always one for a page."""
    with streams(web, 50):
        assert wait_until(lambda: web.connections() <= web.most_connections, 20), web.connections()
        assert web.get("/generations/").status == 200  # with none free it would be a 503


def test_a_reader_who_leaves_gives_its_place_back(web: Web) -> None:
    """Soon after fifty readers went, the server holds none of their connections."""
    with streams(web, 50):
        # The question that found it answering may be there for a moment longer
        assert wait_until(lambda: web.readers() == 50, 20), web.readers()
    assert wait_until(lambda: web.readers() == 0, 20), web.readers()


def drained(reader: socket.socket) -> bool:
    """Whether the stream ends when it is read on."""
    while reader.recv(65536):
        pass
    return True
