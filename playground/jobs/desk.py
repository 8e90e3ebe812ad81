"""What the tasks of one slice of watching share: fence, database thread, the lines upstream, the rounds."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection as database
from django.utils import timezone

from playground import connection as connections
from playground.jobs import rhythm
from playground.jobs.gate import Gate, Kind
from playground.jobs.line import Line
from playground.jobs.patience import patiently
from playground.jobs.rounds import Rounds
from playground.jobs.share import Share
from playground.models import Connection, Generation
from playground.models.lifecycle import Fence, advance
from playground.models.state import State


class Desk:
    """`fence` guards every write; `rounds` has the running takes in mind; `paces` by (connection, model)."""

    def __init__(self, fence: Fence, share: Share) -> None:
        self.fence, self.share = fence, share
        self.actor = f"watcher {fence.token}"
        self.rounds = Rounds()
        self.running: dict[int, int] = {}  # takes upstream by connection, all watchers' together
        self.paces: dict[tuple[int, str], rhythm.Pace] = {}
        self.moved: set[int] = set()  # connections whose balance has probably changed
        self.wrote = True  # since the rows were last read; our own writes are no news to `Changes`
        self._database = ThreadPoolExecutor(1, thread_name_prefix="watcher-db")
        self._lines: dict[int, Line] = {}

    async def db[Answer](self, ask: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
        """Run a database function in the one database thread; whatever it is, it may have written.

        A database that is away is waited for: what upstream said must not be forgotten over a restart of it.
        """

        def run() -> Answer:
            try:
                return patiently(ask, *args, **kwargs)
            finally:
                self.wrote = True

        return await asyncio.get_running_loop().run_in_executor(self._database, run)

    async def read[Answer](self, ask: Callable[..., Answer], *args: Any) -> Answer:
        """Run a database function that changes nothing which this watcher would have to read again."""
        return await asyncio.get_running_loop().run_in_executor(self._database, patiently, ask, *args)

    async def advance(self, row: Generation, to: State, event: str, **fields: Any) -> bool:
        """`lifecycle.advance` as this watcher."""
        self.moved.add(row.connection_id)
        if row.state == State.RUNNING != to:  # the others share its looks at once
            self.running[row.connection_id] = max(1, self.running.get(row.connection_id, 1) - 1)
        return await self.db(advance, row, to, event, actor=self.actor, fence=self.fence, **fields)

    def line(self, connection: Connection) -> Line:
        """The way to that connection's upstream. Raises KeyMissing."""
        if connection.pk not in self._lines:
            upstream = connections.upstream_of(connection)
            gates = (Gate(connection.account, kind, self.read) for kind in (Kind.SUBMIT, Kind.QUERY))
            self._lines[connection.pk] = Line(upstream, *gates)
        return self._lines[connection.pk]

    def pace(self, row: Generation) -> rhythm.Pace:
        """How takes of this kind have run so far."""
        return self.paces.get((row.connection_id, row.model_slug), rhythm.UNKNOWN)

    def later(self, seconds: float) -> datetime:
        """So many seconds from now, on the engine's clock."""
        return timezone.now() + timedelta(seconds=seconds * settings.TIME_SCALE)

    async def close(self) -> None:
        """Put back what the gates hold, close the connections, end the database thread."""
        for line in self._lines.values():
            await line.close()
        # The thread's own connection, which nobody else can reach: PostgreSQL would keep it for ever
        await self.read(lambda: database.close())  # noqa: PLW0108  the bare method would be this thread's
        self._database.shutdown(wait=True)
