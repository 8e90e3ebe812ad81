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
    """After a grace of two seconds nothing of a child's group is left, though it would have slept for minutes."""
    # Both have said so by then: a child that is only starting does not ignore anything yet
    assert wait_until(lambda: supervised.output().count("cluster │ asleep") == 2, 30), supervised.output()
    began = time.monotonic()
    os.killpg(supervised.process.pid, signal.SIGTERM)
    supervised.process.wait(30)
    assert time.monotonic() - began > 1.5
    assert supervised.is_gone(), supervised.living()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("supervised", ["obedient"], indirect=True)
def test_a_closed_terminal_ends_everything(supervised: Installation, number: signal.Signals) -> None:
    """Ctrl-C and a terminal that goes away are as good as SIGTERM."""
    os.killpg(supervised.process.pid, number)
    assert supervised.process.wait(30) == 0
    assert supervised.is_gone(), supervised.living()


@pytest.mark.parametrize("supervised", ["dying"], indirect=True)
def test_a_child_that_keeps_dying_is_started_ever_later(supervised: Installation) -> None:
    """The waits grow, so that a broken installation does not burn the machine."""
    assert wait_until(lambda: "again in 2 s" in supervised.output(), 30), supervised.output()
    said, third, _ = supervised.output().partition("again in 2 s")  # the next death is two seconds away
    waits = [line.rsplit("again in ")[1] for line in (said + third).splitlines() if "again in" in line]
    assert waits == ["0.5 s", "1 s", "2 s"]
    assert said.count("cluster │ I die") == 3


def slept_and_went(said: str) -> int:
    """How many clusters were killed after both of their processes had said that they sleep."""
    lives = said.split("takes no work")[:-1]
    return sum(life.count("cluster │ asleep") == 2 for life in lives)


@pytest.mark.parametrize("supervised", ["wedged"], indirect=True)
def test_a_wedged_cluster_is_replaced_with_its_whole_group(supervised: Installation) -> None:
    """A cluster that takes no work is killed, children included, and another one started."""
    # Two that were killed before they could say a word prove nothing
    assert wait_until(lambda: slept_and_went(supervised.output()) >= 3, 60), supervised.output()
    # supervisor, web, and one cluster with its child: what had been left of three could only be more for a minute
    assert wait_until(lambda: len(supervised.living()) <= 4, 20), supervised.living()


@pytest.mark.parametrize("supervised", ["two"], indirect=True)
def test_of_two_clusters_none_keeps_swallowing_the_work(supervised: Installation) -> None:
    """Which one is stuck can't be seen from outside, so both are started again; the web is left alone."""
    for name in ("cluster-1", "cluster-2"):
        words = f"{name} │ takes no work"
        assert wait_until(lambda words=words: words in supervised.output(), 30), supervised.output()
    assert wait_until(lambda: "web       │ asleep" in supervised.output(), 30), supervised.output()
    assert supervised.output().count("web       │ asleep") == 1


@pytest.mark.parametrize("supervised", ["slow"], indirect=True)
def test_a_cluster_that_starts_slowly_gets_there(supervised: Installation) -> None:
    """Each that is killed before it could work leaves the next one more time: a busy machine is no wedge."""
    assert wait_until(lambda: "cluster │ at work" in supervised.output(), 30), supervised.output()
    assert "takes no work" in supervised.output()
