"""Two web processes and two clusters: one installation, whoever answers and whoever works."""

import contextlib
import os
import re
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.integration.installation import Installation, Patience, wait_until
from tests.integration.serving import Form, heard, open_files, open_stream

ENOUGH = 60.0  # seconds that a take may need on a machine that has much else to do


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One with two of each, its clock running fast."""
    engines = {"DATABASE_URL": "", "BROKER_URL": "", "TIME_SCALE": "0.2"}
    folder = tmp_path_factory.mktemp("several") / "var"
    found = Installation(folder, WEB_PROCESSES="2", CLUSTERS="2", **engines)
    found.start()
    yield found
    found.end()


def server_of(installation: Installation, reader: socket.socket) -> int:
    """The process that holds the other end of a connection, as the kernel tells it."""
    port = reader.getsockname()[1]
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ends = {row[9] for row in rows if row[2].endswith(f":{port:04X}") and row[9] != "0"}
    for pid in installation.living("serve"):
        handles = set(open_files(pid))
        if any(f"socket:[{inode}]" in handles for inode in ends):
            return pid
    return 0


def leaders(installation: Installation) -> list[int]:
    """The clusters' own processes, each at the head of its group."""
    found = []
    for pid in installation.living("qcluster"):
        with contextlib.suppress(ProcessLookupError):  # a worker that has ended since
            found += [pid] if os.getpgid(pid) == pid else []
    return found


def one_of_each(installation: Installation, open_ones: ExitStack) -> dict[int, socket.socket]:
    """A stream by each web process."""
    found: dict[int, socket.socket] = {}
    patience = Patience(20)
    while len(found) < 2 and not patience.is_over():
        reader = open_ones.enter_context(open_stream(installation))
        reader.settimeout(0.2)
        assert " 200 " in wait_for(reader, " 200 ")
        found.setdefault(server_of(installation, reader), reader)
    return found


def wait_for(reader: socket.socket, words: str, seconds: float = 60.0) -> str:
    """Everything that comes until these words have."""
    text, patience = "", Patience(seconds)
    while words not in text and not patience.is_over():
        text += heard(reader)
    return text


def test_each_process_has_a_name_of_its_own(installation: Installation) -> None:
    """web-1, web-2, cluster-1, cluster-2: the log tells who speaks, and two web processes share the port."""
    assert wait_until(lambda: len(installation.living("serve")) == 2, 30)
    assert wait_until(lambda: installation.get("/health/ready").status == 200, 30), installation.output()
    for name in ("web-1", "web-2"):  # the second one may still be on its way when the first answers
        assert wait_until(
            lambda name=name: re.search(rf"^{name} +│", installation.output(), re.MULTILINE), 30
        ), installation.output()
    assert wait_until(lambda: len(leaders(installation)) == 2, 30)


def test_a_take_is_seen_live_through_either(installation: Installation) -> None:
    """Whichever process took the click, a stream of each hears of it, and of its end."""
    with ExitStack() as open_ones:
        readers = one_of_each(installation, open_ones)
        assert len(readers) == 2
        assert 0 not in readers
        address = Form(installation, "Two servers, one harbour").send().headers["Location"]
        take = address.strip("/").split("/")[-1]
        for reader in readers.values():
            assert take in wait_for(reader, take)
        told = f"{address.rstrip('/')}.json"
        assert wait_until(lambda: b'"state": "ready"' in installation.get(told).body, ENOUGH)


def test_a_killed_web_process_leaves_the_other_serving(installation: Installation) -> None:
    """kill -9 of one: who stays answers every question at once, and the dead one is replaced."""
    before = set(installation.living("serve"))
    victim = min(before)
    os.kill(victim, signal.SIGKILL)
    # Reaped, and so without its socket: a dying process may still be offered a caller
    assert wait_until(lambda: not Path(f"/proc/{victim}").exists(), 20)
    assert [installation.get("/health/live").status for _ in range(20)] == [200] * 20
    assert wait_until(lambda: len(set(installation.living("serve")) - {victim}) == 2, 20), (
        installation.output()
    )
    with ExitStack() as open_ones:
        assert wait_until(lambda: len(one_of_each(installation, open_ones)) == 2, 20)


def test_a_killed_cluster_loses_no_take(installation: Installation) -> None:
    """With one of the two gone in the middle of a take, the take becomes ready all the same."""
    address = Form(installation, "One hand less").send().headers["Location"]
    assert wait_until(lambda: leaders(installation), 30)
    os.killpg(leaders(installation)[0], signal.SIGKILL)
    told = f"{address.rstrip('/')}.json"
    assert wait_until(lambda: b'"state": "ready"' in installation.get(told).body, ENOUGH), (
        installation.output()
    )
