"""How many streams there may be, and what becomes of a reader that does not read."""

import asyncio
import contextlib
import gc
import json
import socket
from collections.abc import AsyncIterator, Callable

import pytest
import uvicorn
from django.db import connections, transaction
from django.test import AsyncClient

from playground.live import hub as live_hub
from playground.live.hub import Hub
from playground.models import Generation
from playground.models.lifecycle import next_version
from playground.processes import address
from tests import build
from tests.integration.installation import wait_until
from tests.integration.live.test_news import many

pytestmark = [pytest.mark.django_db(transaction=True)]


async def statuses(count: int, client: AsyncClient) -> tuple[list[int], list[object]]:
    """Open so many streams at once; their status codes and the answers, still open."""
    answers = await asyncio.gather(*(client.get("/live/") for _ in range(count)))
    return sorted(answer.status_code for answer in answers), answers


def test_a_person_has_twelve_streams(fresh_hub: Hub, owner: object, settings) -> None:
    """The thirteenth is refused with 429 and Retry-After, another person is not, and a closed one makes room."""
    settings.PLAYGROUND_MODE = "team"
    one, other = AsyncClient(), AsyncClient()
    one.force_login(owner)
    other.force_login(build.user("other"))

    async def run() -> None:
        found, answers = await statuses(13, one)
        assert found == [200] * 12 + [429]
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert int(refused["Retry-After"]) > 0
        assert (await statuses(1, other))[0] == [200]
        next(answer for answer in answers if answer.status_code == 200).close()
        assert (await statuses(1, one))[0] == [200]

    asyncio.run(run())


def test_a_process_has_a_thousand_streams(
    fresh_hub: Hub, owner: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above its limit, here three, it answers 503 with Retry-After; local mode's one owner has no other limit."""
    monkeypatch.setattr(live_hub, "ALTOGETHER", 3)

    async def run() -> None:
        found, answers = await statuses(5, AsyncClient())
        assert found == [200, 200, 200, 503, 503]
        assert all(int(answer["Retry-After"]) for answer in answers if answer.status_code == 503)

    asyncio.run(run())


def test_an_answer_that_nobody_takes_gives_its_place_back(fresh_hub: Hub, owner: object) -> None:
    """A browser that left before the first byte holds no place."""

    async def run() -> None:
        found, answers = await statuses(4, AsyncClient())
        assert (found, fresh_hub.streams) == ([200] * 4, 4)
        del answers
        for _ in range(100):  # the loop lets go of its own tasks in its own time
            await asyncio.sleep(0.02)
            gc.collect()
            if not fresh_hub.streams:
                break
        assert fresh_hub.streams == 0

    asyncio.run(run())


class Quiet(uvicorn.Server):
    """Leaves the signals to the tests."""

    capture_signals = contextlib.nullcontext


@contextlib.asynccontextmanager
async def serving() -> AsyncIterator[int]:
    """A real server in this loop whose sockets take little at once; its port."""
    (listener,) = address.listeners("127.0.0.1", 0, shared=False)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    options = {"lifespan": "off", "log_config": None, "timeout_graceful_shutdown": 0}
    server = Quiet(uvicorn.Config("playground.asgi:application", **options))
    task = asyncio.create_task(server.serve([listener]))
    assert await asyncio.to_thread(wait_until, lambda: server.started, 60)
    yield listener.getsockname()[1]
    server.should_exit = True
    await task


async def ask(port: int, since: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A stream whose reader takes little at once: what it does not read stays with the server."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.connect(("127.0.0.1", port))
    reader, writer = await asyncio.open_connection(sock=sock, limit=2048)
    writer.write(f"GET /live/?since={since} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    return reader, writer


async def cursors(reader: asyncio.StreamReader, enough: Callable[[int], bool]) -> list[int]:
    """The cursors it is told, until one is enough or the stream ends."""
    found, text = [], b""
    while not (found and enough(found[-1])) and (chunk := await asyncio.wait_for(reader.read(65536), 60)):
        *whole, text = (text + chunk).split(b"\n\n")
        told = [line for part in whole for line in part.split(b"\n") if line.startswith(b"data: ")]
        found += [json.loads(line[6:])["cursor"] for line in told]
    return found


def change_all() -> int:
    """One commit under which every take has changed; its version."""
    with transaction.atomic():
        version = next_version()
        Generation.objects.update(version=version)
    connections.close_all()
    return version


def test_a_reader_that_does_not_read_is_ended_and_loses_nothing(
    fresh_hub: Hub, owner: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others hear all the while; it is ended, and hears of everything when it comes back to its own cursor."""
    monkeypatch.setattr(live_hub, "WAITING_AT_MOST", 4)
    first = build.asked()
    many(first, 400)

    async def run() -> None:
        async with serving() as port:
            stuck, *held = await ask(port, first.version + 400)
            quick, *held[1:] = await ask(port, first.version + 400)
            while fresh_hub.streams < 2:  # noqa: ASYNC110  the hub tells nobody who joined
                await asyncio.sleep(0.02)
            for _ in range(20):
                newest = await asyncio.to_thread(change_all)
                assert (await cursors(quick, lambda told, newest=newest: told >= newest))[-1] == newest
            heard = await cursors(stuck, lambda told: False)
            assert heard == sorted(heard)
            assert heard[-1] < newest
            again, *held[2:] = await ask(port, heard[-1])
            assert (await cursors(again, lambda told: True))[-1] == newest

    asyncio.run(run())
