"""Open streams in team mode: they end when the right to hear does."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import AsyncClient

from playground.live import feed, hub
from playground.models import User
from playground.models import team as teams
from tests.integration.team.conftest import Enter, Team

pytestmark = pytest.mark.django_db(transaction=True)
type Chunks = AsyncIterator[bytes]


@pytest.fixture(autouse=True)
def _own_hub(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A hub of this test's own."""
    found = hub.Hub()
    monkeypatch.setattr(feed, "hub", found)
    yield
    found.close()
    if found._thread:
        found._thread.join(60)


def ends(enter: Enter, who: str, act: Callable[[], object], seconds: float = 60.0) -> bool:
    """Whether that person's open stream ends in that time after the act, which another connection commits."""

    async def run() -> bool:
        client = AsyncClient()
        client.cookies = cookies
        answer = await client.get("/live/")
        assert answer.status_code == 200
        chunks = aiter(answer.streaming_content)
        await anext(chunks)
        await asyncio.to_thread(elsewhere, act)
        try:
            await asyncio.wait_for(_end_of(chunks), seconds)
        except TimeoutError:
            return False
        return True

    cookies = enter(who).cookies
    return asyncio.run(run())


async def _end_of(chunks: Chunks) -> None:
    async for _chunk in chunks:
        pass


def elsewhere(act: Callable[[], object]) -> None:
    """In a thread, whose connections are its own."""
    act()
    connections.close_all()


def test_removal_ends_the_stream(team: Team, enter: Enter) -> None:
    """Of the removed, without a word from their browser."""
    assert ends(enter, "editor", lambda: teams.part(team.member("editor")))


def test_another_ones_removal_does_not(team: Team, enter: Enter) -> None:
    """Whoever stays goes on hearing."""
    assert not ends(enter, "owner", lambda: teams.part(team.member("editor")), 2.0)


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!"}])
def test_a_person_switched_off_or_with_a_new_password_hears_no_more(
    team: Team, enter: Enter, change: dict
) -> None:
    """The account decides, too."""
    assert ends(enter, "viewer", lambda: User.objects.filter(pk=team.viewer.pk).update(**change))


def test_signing_out_ends_the_stream(team: Team, enter: Enter) -> None:
    """The session is gone, and so is what it opened."""
    assert ends(enter, "viewer", lambda: Session.objects.all().delete())


def test_a_viewer_hears_and_a_stranger_does_not(team: Team, enter: Enter) -> None:
    """A workspace that is not mine is 404."""

    async def status(name: str) -> int:
        client = AsyncClient()
        client.cookies = jars[name]
        return (await client.get(f"/live/?workspace={team.workspace.pk}")).status_code

    jars = {name: enter(name).cookies for name in ("viewer", "stranger", "")}
    assert [asyncio.run(status(name)) for name in jars] == [200, 404, 404]
