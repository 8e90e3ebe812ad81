"""The supervisor over children that misbehave."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.installation import Installation, wait_until


@pytest.fixture
def supervised(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Installation]:
    """A running supervisor whose cluster is of the kind the test names."""
    found = Installation(tmp_path / "var")
    found.command = [sys.executable, "-m", "tests.integration.supervised", request.param]
    found.start()
    yield found
    found.end()


@pytest.mark.parametrize("supervised", ["stubborn"], indirect=True)
def test_what_ignores_sigterm_is_killed_with_its_children(supervised: Installation) -> None:
    """After a grace of two seconds nothing of a child's group is left."""
    began = time.monotonic()
    os.killpg(supervised.process.pid, signal.SIGTERM)
    supervised.process.wait(20)
    assert 1.5 < time.monotonic() - began < 4
    assert supervised.living() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("supervised", ["obedient"], indirect=True)
def test_a_closed_terminal_ends_everything(supervised: Installation, number: signal.Signals) -> None:
    """Ctrl-C and a terminal that goes away are as good as SIGTERM."""
    os.killpg(supervised.process.pid, number)
    assert supervised.process.wait(20) == 0
    assert supervised.living() == []


@pytest.mark.parametrize("supervised", ["dying"], indirect=True)
def test_a_child_that_keeps_dying_is_started_ever_later(supervised: Installation) -> None:
    """The waits grow, so that a broken installation does not burn the machine."""
    assert wait_until(lambda: "again in 2 s" in supervised.output(), 30), supervised.output()
    waits = [line.rsplit("again in ")[1] for line in supervised.output().splitlines() if "again in" in line]
    assert waits == ["0.5 s", "1 s", "2 s"]
    assert supervised.output().count("cluster │ I die") == 3


@pytest.mark.parametrize("supervised", ["wedged"], indirect=True)
def test_a_wedged_cluster_is_replaced_with_its_whole_group(supervised: Installation) -> None:
    """A cluster that takes no work is killed, children included, and another one started."""
    assert wait_until(lambda: supervised.output().count("takes no work") >= 2, 30), supervised.output()
    assert supervised.output().count("cluster │ asleep") >= 2
    assert len(supervised.living()) <= 4  # supervisor, web, and one cluster with its child


@pytest.mark.parametrize("supervised", ["two"], indirect=True)
def test_of_two_clusters_none_keeps_swallowing_the_work(supervised: Installation) -> None:
    """Which one is stuck can't be seen from outside, so both are started again; the web is left alone."""
    for name in ("cluster-1", "cluster-2"):
        words = f"{name} │ takes no work"
        assert wait_until(lambda words=words: words in supervised.output(), 30), supervised.output()
    assert supervised.output().count("web       │ asleep") == 1


@pytest.mark.parametrize("supervised", ["slow"], indirect=True)
def test_a_cluster_that_starts_slowly_gets_there(supervised: Installation) -> None:
    """Each that is killed before it could work leaves the next one more time: a busy machine is no wedge."""
    assert wait_until(lambda: "cluster │ at work" in supervised.output(), 30), supervised.output()
    assert "takes no work" in supervised.output()
