"""The engine against the simulator's wire: every scenario word comes to the end it promises."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from playground.models import Generation
from playground.simulator.app import build_app
from playground.simulator.film.request import FilmRequest
from playground.simulator.line import Line
from tests import build
from tests.integration.conftest import story
from tests.integration.installation import wait_until
from tests.integration.watching import Watching
from tests.ports import free_ports

FASTER = 0.02
ENDS = {
    "an ordinary harbour": ("ready", ""),
    "[refused] harbour": ("failed", "no"),
    "[key refused] harbour": ("failed", "no"),
    "[blocked] harbour": ("failed", "no"),
    "[throttled] harbour": ("ready", ""),
    "[server error] harbour": ("ready", ""),
    "[no answer] harbour": ("ready", ""),
    "[filtered] harbour": ("failed", "no"),
    "[failed] harbour": ("failed", "no"),
    "[half a file] harbour": ("ready", ""),
    "[gone] harbour": ("ready", ""),
    "[expired] harbour": ("failed", "yes"),
    "[empty] harbour": ("failed", "unknown"),
}


async def hand_over_the_sample(film: FilmRequest, path: Path) -> None:
    """In place of drawing, which takes seconds for each film."""
    shutil.copyfile(build.CLIP, path)


@pytest.fixture
def simulator(settings, tmp_path: Path) -> Iterator[None]:
    """The simulated gateway on a port, fifty times as fast, with the engine's clock beside it."""
    (port,) = free_ports(1)
    settings.SIMULATOR_PORT, settings.TIME_SCALE = port, FASTER
    app = build_app(tmp_path, time_scale=FASTER, painter=hand_over_the_sample)
    server = uvicorn.Server(uvicorn.Config(app, port=port, http=Line, ws="none", log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    assert wait_until(lambda: server.started, 60)
    yield
    server.should_exit = True
    thread.join(60)


def test_every_scenario_ends_as_it_says(simulator: None, transactional_db: None) -> None:
    """All of them at once, each as its page lists it: state and money."""
    takes = {prompt: build.asked(prompt, duration=4) for prompt in ENDS}
    running = Generation.objects.exclude(due_at=None)
    assert Watching().until(lambda: not running.exists(), 30), [story(take) for take in running]
    ends = {}
    for prompt, take in takes.items():
        take.refresh_from_db()
        ends[prompt] = (take.state, take.error.charged if take.error else "")
    assert ends == ENDS
