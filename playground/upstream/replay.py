"""The gateway's wire answered from a recording, in this process: no key, no socket, no name looked up."""

from __future__ import annotations

import asyncio
import json
import re
from time import time
from typing import TYPE_CHECKING, Any

import httpx

from .client import CREATE_PATH
from .recording import BASE_URL, PREFIX

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .recording import Playing

    type Find = Callable[[str], Awaitable[Playing | None]]

FILE_NAME = re.compile(rb'filename="([\w.-]{1,100})"')


def recorded_client(find: Find) -> httpx.AsyncClient:
    """In place of `client.http_client`: `find` gives what is played under our own id of a take."""
    return httpx.AsyncClient(transport=Replay(find), trust_env=False)


class Replay(httpx.AsyncBaseTransport):
    """Create, status and uploads; whatever else is asked, or is played no more, is not found."""

    def __init__(self, find: Find, clock: Callable[[], float] = time) -> None:
        self._find, self._clock = find, clock

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The recording's answer to one request."""
        status, told = await self._answer(request.method, request.url.path, await request.aread())
        content = httpx.ByteStream(json.dumps(told).encode())
        return httpx.Response(status, headers={"Content-Type": "application/json"}, stream=content)

    async def _answer(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        if path.startswith("/v1/uploads/"):
            file = FILE_NAME.search(body)
            return 200, {"data": {"url": f"{BASE_URL}/uploads/{file[1].decode() if file else 'file'}"}}
        name = ""
        if path == CREATE_PATH and method == "POST":
            name = str(json.loads(body).get("client_business_id", ""))
        elif path.startswith(f"{CREATE_PATH}/"):
            name = path.rpartition("/")[2].removeprefix(PREFIX)
        playing = await self._find(name) if name else None
        if playing is None:
            return 404, {"error": {"code": "task_not_found", "message": "No recording is played here."}}
        if method == "POST":
            await asyncio.sleep(playing.pause)
        return 200, playing.answer(self._clock())
