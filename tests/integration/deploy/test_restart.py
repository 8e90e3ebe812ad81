"""A restart of everything with takes in flight: what is being sent has its answer, the rest goes on."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Timer

import pytest

from tests.faults.browser import Browser
from tests.faults.gateway import LIFE, RUNNING, Gateway, Slowly
from tests.integration.deploy.managed import KEY, Managed, settings

GRACE = 15


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """One for the test."""
    found = Gateway()
    yield found
    found.close()


@pytest.fixture
def managed(tmp_path: Path, gateway: Gateway) -> Iterator[Managed]:
    """`manage.py up` that may take a while to end."""
    # On this clock a paid request has six seconds for its answer
    here = {"STOP_GRACE": str(GRACE), "LOG_FORMAT": "json", "TIME_SCALE": "0.2"}
    found = Managed(tmp_path / "var", **settings(gateway, "") | here)
    try:
        found.start()
        yield found
    finally:
        found.end()


def events(managed: Managed, take: str) -> list[str]:
    """What a take's moves led to, as the log tells them."""
    records = [json.loads(line) for line in managed.output().splitlines() if line.startswith("{")]
    return [each["now"] for each in records if each.get("generation_id") == take and "now" in each]


def test_a_stop_waits_for_the_answer_and_sends_nothing_new(managed: Managed, gateway: Gateway) -> None:
    """SIGTERM of all with one take being sent, one watched, one asked for meanwhile: in time, and paid once each."""
    browser = Browser(managed.port, KEY)
    gateway.life = RUNNING
    watched = browser.click("Being watched")
    assert managed.comes_to(watched, "running"), managed.output()
    gateway.says("create", Slowly(after=(answer := Event())))
    sent = browser.click("Being sent")
    assert managed.comes_to(sent, "submitting"), managed.output()
    managed.process.send_signal(signal.SIGTERM)
    Timer(1.0, answer.set).start()
    assert managed.process.wait(4 * GRACE) == 0
    assert managed.is_gone(), managed.living()
    assert events(managed, sent)[-2:] == ["submitting", "running"]
    gateway.life = LIFE
    managed.start()
    assert managed.comes_to(sent, "ready"), managed.output()
    assert managed.comes_to(watched, "ready"), managed.output()
    assert gateway.creates == {sent: 1, watched: 1}


def test_after_a_drain_a_stop_leaves_nothing_unconfirmed(managed: Managed, gateway: Gateway) -> None:
    """Drained, what is asked for waits; restarted and let go on, it is sent once."""
    browser = Browser(managed.port, KEY)
    gateway.says("create", Slowly(after=(answer := Event())))
    sent = browser.click("Being sent")
    assert managed.comes_to(sent, "submitting"), managed.output()
    Timer(1.0, answer.set).start()
    managed.manage("drain")
    assert managed.state(sent) != "submitting"
    waiting = browser.click("Asked for during the upgrade")
    managed.process.send_signal(signal.SIGTERM)
    assert managed.process.wait(4 * GRACE) == 0
    managed.start()
    assert managed.state(waiting) == "queued"
    assert gateway.creates == {sent: 1}
    managed.manage("drain", "--end")
    assert managed.comes_to(waiting, "ready"), managed.output()
    assert managed.comes_to(sent, "ready"), managed.output()
    assert gateway.creates == {sent: 1, waiting: 1}
