"""One connection's line to its upstream: a few one-connection clients behind the account's two gates."""

from asyncio import Semaphore
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from functools import partial

from django.conf import settings

from playground.connection import Upstream
from playground.jobs.gate import Gate, Kind
from playground.models import Generation
from playground.models.state import Lane
from playground.upstream import errors
from playground.upstream.client import ToApis, http_client
from playground.upstream.replay import recorded_client

# Many pools of one connection: one pool of many is seven times slower. Few are ever made; so many that a few dozen
# answers that never come hold up nobody else
CLIENTS = {Kind.SUBMIT: 32, Kind.QUERY: 96}
MOST_LOW = 24  # of the submits under way at once: a batch leaves clients free for a single take
DEADLINE, SHORTEST_DEADLINE = 30.0, 3.0  # of one call, to the last byte of its answer
SILENT = (errors.NotSent, errors.Unanswered, errors.Unreadable, errors.GatewayFailed)


class Line:
    """`await line.ask(row, question)` waits for this take's turn and for a free client."""

    def __init__(self, upstream: Upstream, submits: Gate, queries: Gate) -> None:
        self.upstream, self.submits, self.queries = upstream, submits, queries
        self._free: list[ToApis] = []
        self._stack = AsyncExitStack()
        self._low = Semaphore(MOST_LOW)
        self._room = {kind: Semaphore(count) for kind, count in CLIENTS.items()}

    def gate(self, kind: Kind) -> Gate:
        """The gate of one kind of request."""
        return self.submits if kind == Kind.SUBMIT else self.queries

    @asynccontextmanager
    async def submitting(self, row: Generation) -> AsyncIterator[ToApis]:
        """A client for one paid request, in its turn. Raises UpstreamError when a probe finds nobody there."""
        async with AsyncExitStack() as turn:
            await turn.enter_async_context(self._low if row.lane == Lane.LOW else nullcontext())
            await self.submits.take(row.lane, row.workspace_id)
            api = await turn.enter_async_context(self.client(Kind.SUBMIT))
            if self.submits.is_probing:
                # After failures in a row a free question goes ahead of the paid one
                async with self._outcome(self.submits, api):
                    await api.balance()
            yield api

    async def ask[Said](self, row: Generation, question: Callable[[ToApis], Awaitable[Said]]) -> Said:
        """The answer to one query, in its turn; what comes of it counts for the breaker. Raises UpstreamError."""
        await self.queries.take(row.lane, row.workspace_id)
        async with self._room[Kind.QUERY]:
            api = self._free.pop() if self._free else self._new()
            try:
                said = await question(api)
            except errors.UpstreamError as error:
                await _told(self.queries, api, error)
                raise
            finally:
                self._free.append(api)
        await _told(self.queries, api, None)
        return said

    @asynccontextmanager
    async def posting(self, api: ToApis) -> AsyncIterator[None]:
        """Around the paid request itself: what comes of it counts for the breaker."""
        async with self._outcome(self.submits, api):
            yield

    @asynccontextmanager
    async def client(self, kind: Kind = Kind.QUERY) -> AsyncIterator[ToApis]:
        """A client for a request that no budget counts."""
        async with self._room[kind]:
            api = self._free.pop() if self._free else self._new()
            try:
                yield api
            finally:
                self._free.append(api)

    @asynccontextmanager
    async def _outcome(self, gate: Gate, api: ToApis) -> AsyncIterator[None]:
        try:
            yield
        except errors.UpstreamError as error:
            await _told(gate, api, error)
            raise
        await _told(gate, api, None)

    def _new(self) -> ToApis:
        found = self.upstream.recorded
        http = recorded_client(partial(self.submits.db, found)) if found else http_client()
        self._stack.push_async_callback(http.aclose)
        deadline = max(SHORTEST_DEADLINE, DEADLINE * settings.TIME_SCALE)
        return ToApis(http, self.upstream.base_url, self.upstream.key, deadline=deadline)

    async def close(self) -> None:
        """Put back what was not used, close every connection."""
        await self.submits.close()
        await self.queries.close()
        await self._stack.aclose()


async def _told(gate: Gate, api: ToApis, error: errors.UpstreamError | None) -> None:
    """Let the gate know what came of a request."""
    await gate.report(str(error) if isinstance(error, SILENT) else None)
    if isinstance(error, errors.TooManyRequests):
        await gate.pause(error.retry_after if error.retry_after is not None else 1.0)
    elif api.last_limits is not None:
        limits, api.last_limits = api.last_limits, None
        await gate.believe(limits)
