"""Bytes that stop when a permission ends: one long answer is asked about as often as many short ones."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestAborted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from .ranges import Blob, BlobFacts

log = logging.getLogger("playground.sharing")
EVERY = 1.0  # seconds


class WatchedBlob:
    """A `Blob` that goes on only while `is_open` says so."""

    def __init__(self, blob: Blob, is_open: Callable[[], Awaitable[bool]]) -> None:
        self._blob = blob
        self._is_open = is_open

    async def facts(self) -> BlobFacts:
        return await self._blob.facts()

    def chunks(self, start: int, end: int) -> AsyncIterator[bytes]:
        return WatchedChunks(self._blob.chunks(start, end), self._is_open)


class WatchedChunks:
    """An async iterator with `close()`; it breaks the answer off, which leaves a player no whole file to believe in."""

    def __init__(self, source: Any, is_open: Callable[[], Awaitable[bool]]) -> None:
        self._source = source
        self._is_open = is_open
        self._asked = time.monotonic()

    def __aiter__(self) -> WatchedChunks:
        return self

    async def __anext__(self) -> bytes:
        if time.monotonic() - self._asked > EVERY:
            if not await self._is_open():
                log.info(
                    "an answer to a guest is broken off: its link is closed"
                )  # the server says it less kindly
                self.close()
                raise RequestAborted
            self._asked = time.monotonic()
        chunk: bytes = await anext(self._source)
        return chunk

    def close(self) -> None:
        self._source.close()
