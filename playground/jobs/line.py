"""One connection's line to its upstream: a few one-connection clients behind the account's two gates."""

from asyncio import Semaphore
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from playground.connection import Upstream
from playground.jobs.gate import Gate, Kind
from playground.models import Generation
from playground.upstream import errors
from playground.upstream.client import ToApis, http_client

CLIENTS = 24  # one pool with many connections is seven times slower than many pools with one
SILENT = (errors.NotSent, errors.Unanswered, errors.Unreadable, errors.GatewayFailed)


class Line:
    """`async with line.asking(row) as api` waits for this take's turn and for a free client."""

    def __init__(self, upstream: Upstream, submits: Gate, queries: Gate) -> None:
        self.upstream, self.submits, self.queries = upstream, submits, queries
        self._free: list[ToApis] = []
        self._stack = AsyncExitStack()
        self._room = Semaphore(CLIENTS)

    def gate(self, kind: Kind) -> Gate:
        """The gate of one kind of request."""
        return self.submits if kind == Kind.SUBMIT else self.queries

    @asynccontextmanager
    async def submitting(self, row: Generation) -> AsyncIterator[ToApis]:
        """A client for one paid request, in its turn. Raises UpstreamError when a probe finds nobody there."""
        await self.submits.take(row.lane, row.workspace_id)
        async with self.client() as api:
            if self.submits.is_probing:
                # After failures in a row a free question goes ahead of the paid one
                async with self._outcome(self.submits, api):
                    await api.balance()
            yield api

    @asynccontextmanager
    async def asking(self, row: Generation) -> AsyncIterator[ToApis]:
        """A client for one query, in its turn; what comes of it counts for the breaker."""
        await self.queries.take(row.lane, row.workspace_id)
        async with self.client() as api, self._outcome(self.queries, api):
            yield api

    @asynccontextmanager
    async def posting(self, api: ToApis) -> AsyncIterator[None]:
        """Around the paid request itself: what comes of it counts for the breaker."""
        async with self._outcome(self.submits, api):
            yield

    @asynccontextmanager
    async def client(self) -> AsyncIterator[ToApis]:
        """A client for a request that no budget counts."""
        async with self._room:
            api = self._free.pop() if self._free else self._new()
            try:
                yield api
            finally:
                self._free.append(api)

    @asynccontextmanager
    async def _outcome(self, gate: Gate, api: ToApis) -> AsyncIterator[None]:
        try:
            yield
        except SILENT as error:
            await gate.report(str(error))
            raise
        except errors.TooManyRequests as error:
            await gate.report(None)
            await gate.pause(error.retry_after if error.retry_after is not None else 1.0)
            raise
        except errors.UpstreamError:
            await gate.report(None)
            raise
        await gate.report(None)
        limits, api.last_limits = api.last_limits, None
        await gate.believe(limits)

    def _new(self) -> ToApis:
        http = http_client()
        self._stack.push_async_callback(http.aclose)
        return ToApis(http, self.upstream.base_url, self.upstream.key)

    async def close(self) -> None:
        """Put back what was not used, close every connection."""
        await self.submits.close()
        await self.queries.close()
        await self._stack.aclose()
