"""What integration tests share: a scripted gateway, the real watcher, the owner's browser."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as configured
from django.db import connections
from django.test import Client

from playground.models import Generation
from tests.canary import KEY
from tests.integration import queue
from tests.integration.scripted import Scripted
from tests.integration.watching import Watching

FAST = 0.02  # 30 s of patience pass in 0.6 s

type Watch = Callable[..., Generation]


@pytest.fixture
def gateway(settings) -> Iterator[Scripted]:
    """A real key's gateway, scripted, with the engine's clock running fast."""
    found = Scripted()
    settings.TOAPIS_API_KEY, settings.TOAPIS_BASE_URL = KEY, found.url
    settings.TRUSTED_RESULT_HOSTS = frozenset({f"127.0.0.1:{found.port}"})
    settings.TIME_SCALE = FAST
    yield found
    found.close()


@pytest.fixture
def watch(transactional_db: None) -> Watch:
    """`watch(take, "ready")`: run the engine until the take is in that state, or until a function of it holds."""

    def run(take: Generation, goal: str | Callable[[Generation], object], seconds: float = 8.0) -> Generation:
        def now() -> Generation:
            return Generation.objects.select_related("connection", "kept_clip__blob").get(pk=take.pk)

        holds = (lambda row: row.state == goal) if isinstance(goal, str) else goal
        met = Watching().until(lambda: holds(now()), seconds)
        found = now()
        assert met, story(found)
        return found

    return run


def story(take: Generation) -> str:
    """What happened to a take, for a failing test to say."""
    told = [f"{event.name} → {event.to_state} {event.detail}" for event in take.events.all()]
    return "\n".join([f"{take.state} ({take.reason}) {take.error_code} {take.last_poll_error}", *told])


@pytest.fixture
def page(static_files: None, transactional_db: None) -> Client:
    """The owner's browser, as strict about CSRF as the real one is not: forms are posted by the test itself."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture(autouse=True)
def _an_empty_queue() -> None:
    """What an earlier test rang is not heard; a queue in the database is emptied with it."""
    if configured.BROKER_URL:
        queue.empty()


@pytest.fixture(autouse=True)
def _no_temporary_file_of_another_test() -> None:
    """What an earlier test left half done, on purpose, is not this one's."""
    shutil.rmtree(configured.MEDIA_DIR / "temp", ignore_errors=True)


@pytest.fixture(autouse=True)
def _threads_leave_no_connections() -> Iterator[None]:
    """Connections are the test's own: what another thread opened was closed there."""
    yield
    if configured.configured:
        connections.close_all()
