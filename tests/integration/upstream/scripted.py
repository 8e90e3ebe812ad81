"""A server on 127.0.0.1 that says exactly what a test tells it to, byte by byte, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

Play = Callable[[asyncio.StreamWriter], Awaitable[None]]


class Scripted:
    """Plays one after another, the last one for ever. requests: raw bytes as they came."""

    def __init__(self, plays: tuple[Play, ...]) -> None:
        self.plays = list(plays)
        self.requests: list[bytes] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def trusted(self) -> frozenset[str]:
        return frozenset({f"127.0.0.1:{self.port}"})

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while request := await self._request(reader):
                self.requests.append(request)
                play = self.plays.pop(0) if len(self.plays) > 1 else self.plays[0]
                await play(writer)
                if writer.is_closing():
                    break
        writer.close()

    async def _request(self, reader: asyncio.StreamReader) -> bytes:
        first = await reader.read(1)
        if first == b"\x16":  # a TLS hello: all of it is what there is to see
            return first + await reader.read(4096)
        if not first:
            return b""
        head = first + await reader.readuntil(b"\r\n\r\n")
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                head += await reader.readexactly(int(line.split(b":")[1]))
        return head


@contextlib.asynccontextmanager
async def scripted(*plays: Play) -> AsyncIterator[Scripted]:
    """A running Scripted; its sockets are gone afterwards."""
    script = Scripted(plays)
    server = await asyncio.start_server(script.serve, "127.0.0.1", 0)
    script.port = server.sockets[0].getsockname()[1]
    try:
        yield script
    finally:
        server.close()
        server.close_clients()


def says(status: int, body: bytes | str | dict[str, Any] = b"", *, keep: bool = True, **headers: str) -> Play:
    """A whole answer; header names with underscores for dashes."""
    content = (
        json.dumps(body).encode()
        if isinstance(body, dict)
        else body.encode()
        if isinstance(body, str)
        else body
    )
    lines = [f"HTTP/1.1 {status} X", f"connection: {'keep-alive' if keep else 'close'}"]
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    lines += [
        f"{name}: {value}" for name, value in ({"content-length": str(len(content))} | named).items() if value
    ]
    return raw("\r\n".join(lines).encode() + b"\r\n\r\n" + content, close=not keep)


def raw(data: bytes, *, close: bool = True) -> Play:
    """These bytes, then the end of the connection."""

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        if close:
            writer.close()

    return play


async def closes(writer: asyncio.StreamWriter) -> None:
    """Read the request, say nothing, hang up."""
    writer.close()


async def resets(writer: asyncio.StreamWriter) -> None:
    """Read the request, then RST."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def silent(writer: asyncio.StreamWriter) -> None:
    """Read the request and never answer."""
    await asyncio.sleep(30)


def drips(head: bytes, pause: float = 0.02) -> Play:
    """Headers at once, then a byte now and then, for ever."""

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(pause)

    return play


def endless(head: bytes, block: bytes = b"x" * 65_536) -> Play:
    """Headers, then as much as the other side will take."""

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(block)
            await writer.drain()

    return play
