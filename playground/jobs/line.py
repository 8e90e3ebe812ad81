"""One connection's line to its upstream: a few one-connection clients, and the budgets all tasks share."""

from asyncio import Semaphore
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from playground.connection import Upstream
from playground.jobs.budget import Budget, Kind
from playground.upstream.client import ToApis, http_client

CLIENTS = 24  # one pool with many connections is seven times slower than many pools with one


class Line:
    """`async with line.submitting() as api` waits for a turn in the budget and for a free client."""

    def __init__(self, upstream: Upstream, budgets: dict[Kind, Budget]) -> None:
        self.upstream, self.budgets = upstream, budgets
        self._free: list[ToApis] = []
        self._stack = AsyncExitStack()
        self._room = Semaphore(CLIENTS)

    @asynccontextmanager
    async def submitting(self) -> AsyncIterator[ToApis]:
        """A client for one paid request, in its turn."""
        await self.budgets[Kind.SUBMIT].take()
        async with self.client() as api:
            yield api

    @asynccontextmanager
    async def asking(self) -> AsyncIterator[ToApis]:
        """A client for one query, in its turn."""
        await self.budgets[Kind.QUERY].take()
        async with self.client() as api:
            yield api

    @asynccontextmanager
    async def client(self) -> AsyncIterator[ToApis]:
        """A client for a request that no budget counts."""
        async with self._room:
            api = self._free.pop() if self._free else self._new()
            try:
                yield api
            finally:
                self._free.append(api)

    def _new(self) -> ToApis:
        http = http_client()
        self._stack.push_async_callback(http.aclose)
        return ToApis(http, self.upstream.base_url, self.upstream.key)

    async def close(self) -> None:
        """Close every connection."""
        await self._stack.aclose()
