"""The live stream: what was missed, then each change at once, and nothing of anybody else."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from django.db import connections, transaction
from django.test import AsyncClient

from playground.live import feed, hub
from playground.models import Generation
from playground.models.lifecycle import next_version
from tests import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("fresh_hub")]
type Chunks = AsyncIterator[bytes]


def listen(look: Callable[[Chunks], Awaitable[object]], since: object = "") -> object:
    """Open the stream at its address and let the test look at it."""

    async def run() -> object:
        answer = await AsyncClient().get(f"/live/?since={since}")
        assert answer["Content-Type"] == "text/event-stream"
        assert answer["Cache-Control"] == "no-store"
        chunks = aiter(answer.streaming_content)
        assert (await anext(chunks)).startswith(b"retry:")
        return await look(chunks)

    return asyncio.run(run())


async def told(chunks: Chunks, seconds: float = 60.0) -> dict:
    """The next message, as its data; a sign of life is none."""
    async with asyncio.timeout(seconds):
        while (message := await anext(chunks)).startswith(b":"):
            pass
    return json.loads(next(line[6:] for line in message.decode().splitlines() if line.startswith("data: ")))


def change_elsewhere(take: Generation) -> int:
    """A commit by the connection of another thread, as another process would make it; the new version."""
    with transaction.atomic():
        version = next_version()
        Generation.objects.filter(pk=take.pk).update(version=version)
    connections.close_all()
    return version


def test_what_was_missed_comes_first() -> None:
    """A cursor from before two takes brings both at once, newest last cursor included."""
    takes = [build.asked("One"), build.asked("Two")]
    found = listen(told, since=0)
    assert set(found["ids"]) == {str(take.pk) for take in takes}
    assert found["cursor"] == max(take.version for take in takes)


def test_a_change_elsewhere_is_told_at_once() -> None:
    """From the commit of another connection to the listener in less than 200 ms; the quickest of some is taken."""
    take = build.asked()

    async def look(chunks: Chunks) -> list[float]:
        await asyncio.sleep(0.3)
        delays = [1.0]
        while len(delays) <= 20 and min(delays) >= 0.2:
            version = await asyncio.to_thread(change_elsewhere, take)
            begun = time.monotonic()
            found = await told(chunks)
            assert (found["ids"], found["cursor"]) == ([str(take.pk)], version)
            delays.append(time.monotonic() - begun)
        return delays

    assert min(listen(look, since=take.version)) < 0.2  # a busy machine needs more than one


def test_a_new_take_is_told_to_be_new() -> None:
    """So that lists know to fetch a tile they do not have."""
    first = build.asked()

    async def look(chunks: Chunks) -> dict:
        await asyncio.sleep(0.3)
        await asyncio.to_thread(in_thread, build.asked, "Fresh")
        return await told(chunks)

    found = listen(look, since=first.version)
    assert found["new"] == [str(Generation.objects.get(values_text__contains="Fresh").pk)]


def test_another_workspaces_changes_never_appear() -> None:
    """Neither as missed nor as they happen."""
    mine = build.asked()
    theirs = build.asked("Secret", build.user())

    async def look(chunks: Chunks) -> None:
        assert str(theirs.pk) not in (await told(chunks))["ids"]
        await asyncio.to_thread(change_elsewhere, theirs)
        with pytest.raises(TimeoutError):
            await told(chunks, 0.5)

    listen(look, since=mine.version - 1)


class Late(hub.Hub):
    """Its thread comes to its first line when the test lets it, as on a machine that has much else to do."""

    def __init__(self) -> None:
        super().__init__()
        self.may_begin = threading.Event()

    def _run(self) -> None:
        self.may_begin.wait(60)
        super()._run()


def test_a_change_while_the_hub_is_starting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the stream asked what it missed and before the hub first looked: nobody else would ever tell it."""
    take, late = build.asked(), Late()
    monkeypatch.setattr(feed, "hub", late)

    async def look(chunks: Chunks) -> tuple[int, int]:
        version = await asyncio.to_thread(change_elsewhere, take)
        late.may_begin.set()
        return version, (await told(chunks, 10.0))["cursor"]

    try:
        version, heard = listen(look, since=take.version)
    finally:
        late.close()
        late.may_begin.set()
        late._thread.join(60)
    assert heard == version


def test_closing_the_hub_ends_every_stream(fresh_hub: hub.Hub) -> None:
    """A server that ends is not held by its listeners."""

    async def look(chunks: Chunks) -> list[bytes]:
        fresh_hub.close()
        return await asyncio.wait_for(collect(chunks), 60.0)

    assert listen(look) == []


def test_nonsense_as_a_cursor_starts_from_now() -> None:
    """No history is poured over a client that sends rubbish."""
    build.asked()

    async def look(chunks: Chunks) -> None:
        with pytest.raises(TimeoutError):
            await told(chunks, 0.3)

    for rubbish in ("x", "-1", "9" * 40):
        listen(look, since=rubbish)


def in_thread(make: Callable[[str], Generation], words: str) -> None:
    """Make a row in a thread and leave no connection behind."""
    make(words)
    connections.close_all()


async def collect(chunks: Chunks) -> list[bytes]:
    """All that still comes."""
    return [chunk async for chunk in chunks]
