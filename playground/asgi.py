"""The one entry point of the web: server-sent events need ASGI. What is larger than any form of ours ends here."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playground.settings")

LARGEST = 128 * 1024 * 1024  # bytes: a video, seven images and their form
PAUSE, LONGEST = 30.0, 900.0  # seconds: between two pieces of a body, and for the whole of it
HEADERS = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"connection", b"close"),
]
type Message = dict[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]


class Bounded:
    """Django keeps a whole body on disk before any view sees it: this ends one that is too large, or too slow."""

    def __init__(
        self, app: Any, largest: int = LARGEST, pause: float = PAUSE, longest: float = LONGEST
    ) -> None:
        self._app, self._largest, self._pause, self._longest = app, largest, pause, longest

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """413 or 408 in place of the app's answer; the connection ends with it."""
        body = _Body(receive, self._largest, self._pause, asyncio.get_running_loop().time() + self._longest)
        declared = dict(scope.get("headers", ())).get(b"content-length", b"")
        if len(declared) > 15 or (declared.isdigit() and int(declared) > self._largest):
            body.refused = 413
        else:
            await self._app(scope, body.receive, send)
        if body.refused:
            words = (
                b"This is larger than anything that is taken here.\n"
                if body.refused == 413
                else b"Too slow.\n"
            )
            await send({"type": "http.response.start", "status": body.refused, "headers": HEADERS})
            await send({"type": "http.response.body", "body": words})


class _Body:
    """One request's body on its way to Django, which takes a refused one for somebody who has left."""

    def __init__(self, receive: Receive, largest: int, pause: float, end: float) -> None:
        self._receive, self._left, self._pause, self._end = receive, largest, pause, end
        self._is_whole = False
        self.refused = 0

    async def receive(self) -> Message:
        """The next piece. After the last one it waits for as long as the answer takes."""
        if self._is_whole:
            return await self._receive()
        left = self._end - asyncio.get_running_loop().time()
        try:
            message = await asyncio.wait_for(self._receive(), min(self._pause, max(left, 0)))
        except TimeoutError:
            return self._refuse(408)
        self._left -= len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        return self._refuse(413) if self._left < 0 else message

    def _refuse(self, status: int) -> Message:
        self.refused, self._is_whole = status, True
        return {"type": "http.disconnect"}


application = Bounded(get_asgi_application())
