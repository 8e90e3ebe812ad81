"""Hanging up: closing a connection in the middle of things, which no ASGI application can do by itself."""

import asyncio
from typing import ClassVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol


class Line(H11Protocol):
    """uvicorn's protocol, which also remembers its open connections by the caller's address."""

    open: ClassVar[dict[object, "Line"]] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the caller."""
        super().connection_made(transport)
        self.gone = asyncio.Event()
        Line.open[self.client] = self

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the caller."""
        Line.open.pop(self.client, None)
        super().connection_lost(exc)
        self.gone.set()


class NoAnswer(Response):
    """A response that never comes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Close the caller's connection and wait until the server has noticed."""
        await close(scope)


async def close(scope: Scope) -> None:
    """Close this caller's connection after what was sent already; without a server, raise instead."""
    line = Line.open.get(tuple(scope["client"] or ()))
    if line is None:
        raise ConnectionResetError("the simulated gateway hung up")
    line.transport.close()
    await line.gone.wait()


async def hang_up(request: Request) -> Response:
    """Answer with silence."""
    return NoAnswer()
