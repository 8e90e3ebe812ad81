"""`manage.py up`: one command starts everything, and nothing of it outlives it."""

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.installation import READY, Installation, wait_until


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One that runs while the tests of this file do."""
    yield from _running(tmp_path_factory.mktemp("up"))


@pytest.fixture
def own_installation(tmp_path: Path) -> Iterator[Installation]:
    """One that the test may end."""
    yield from _running(tmp_path)


def _running(folder: Path) -> Iterator[Installation]:
    found = Installation(folder / "var")
    found.start()
    yield found
    found.end()


def test_up_prints_one_address_that_answers(installation: Installation) -> None:
    """The line that says where to look comes once, and when there is something to see."""
    assert installation.output().count(READY) == 1
    assert f"http://127.0.0.1:{installation.port}/" in installation.output()
    assert installation.get("/health/live").status == 200


def test_up_starts_web_cluster_and_simulator(installation: Installation) -> None:
    """Each of the three has processes of its own and becomes ready."""
    assert installation.living("serve")
    assert installation.living("qcluster")
    assert installation.living("playground.simulator")
    assert wait_until(lambda: installation.get("/health/ready").status == 200, 30), installation.output()


def test_static_files_are_compressed_immutable_and_seekable(installation: Installation) -> None:
    """A bundle is sent once, in a few bytes and under the policy; a part of a file can be asked for."""
    names = json.loads((installation.data_dir / "static" / "staticfiles.json").read_text())["paths"]
    whole = installation.get(f"/static/{names['bundle/app.css']}", {"Accept-Encoding": "br"})
    assert whole.status == 200
    assert whole.headers["Content-Encoding"] == "br"
    assert "immutable" in whole.headers["Cache-Control"]
    assert "default-src 'none'" in whole.headers["Content-Security-Policy"]
    part = installation.get(f"/static/{names['icons/favicon.svg']}", {"Range": "bytes=0-3"})
    assert (part.status, part.body) == (206, b"<svg")


@pytest.mark.parametrize("words", ["serve", "qcluster", "playground.simulator"])
def test_a_killed_process_is_started_again(installation: Installation, words: str) -> None:
    """One death is a line in the log and half a second of waiting."""
    before = set(installation.living(words))
    leader = min(before)
    os.kill(leader, signal.SIGKILL)
    assert wait_until(lambda: set(installation.living(words)) - before, 60), installation.output()
    assert wait_until(lambda: not before & set(installation.living(words)), 20)
    assert "ended with -9" in installation.output()


def test_a_taken_port_is_named(installation: Installation, tmp_path: Path) -> None:
    """The second installation says in one line which variable to set, and starts nothing."""
    second = Installation(tmp_path / "second", PORT=str(installation.port))
    second.start(wait=False)
    assert second.process.wait(60) == 1
    assert second.output().count("\n") == 1
    assert f"PORT {installation.port}" in second.output()
    assert second.living() == []


def test_local_mode_refuses_to_be_reachable(tmp_path: Path) -> None:
    """An installation that signs its owner in by itself does not listen on the network."""
    reachable = Installation(tmp_path / "var", HOST="0.0.0.0")
    reachable.start(wait=False)
    assert reachable.process.wait(60) == 1
    assert reachable.output().count("\n") == 1
    assert "HOST" in reachable.output()


def test_sigterm_ends_everything_while_a_stream_is_open(own_installation: Installation) -> None:
    """A SIGTERM to the process group leaves no process after three seconds, whoever is still listening."""
    with socket.create_connection(("127.0.0.1", own_installation.port), timeout=30) as stream:
        stream.sendall(b"GET /live/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert b" 200 " in stream.recv(4096)
        began = time.monotonic()
        os.killpg(own_installation.process.pid, signal.SIGTERM)
        assert own_installation.process.wait(60) == 0
        # The promise is 3, on a machine that does nothing else; a stream that was waited for would be there for an hour
        assert time.monotonic() - began < 30
        assert own_installation.is_gone(), own_installation.living()


def test_kill_9_of_the_supervisor_leaves_no_orphan(own_installation: Installation) -> None:
    """The processes notice that nobody looks after them any more."""
    os.kill(own_installation.process.pid, signal.SIGKILL)
    own_installation.process.wait(30)
    assert wait_until(lambda: not own_installation.living(), 20), own_installation.living()


def test_a_second_start_builds_nothing_again(own_installation: Installation) -> None:
    """What the first start made is found and used as it is."""
    manifest = own_installation.data_dir / "static" / "staticfiles.json"
    built = manifest.stat().st_ino
    own_installation.end()
    own_installation.start()
    assert manifest.stat().st_ino == built
