"""What the tasks of one slice of watching share: token, database thread, the lines upstream, what was seen."""

import asyncio
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from playground import connection as connections
from playground.jobs import budget
from playground.jobs.budget import Kind
from playground.jobs.line import Line
from playground.models import Connection, Generation
from playground.models.generation import State
from playground.models.lifecycle import advance


@dataclass(frozen=True)
class Seen:
    """One look at a task that still runs; a failed look carries its words."""

    id: uuid.UUID
    due_at: datetime
    word: str
    progress: int | None
    contact_at: datetime | None
    error: str = ""


class Desk:
    """`token` fences every write; `seen` is written in batches; `first_looks` by (connection, model), seconds."""

    def __init__(self, token: int) -> None:
        self.token = token
        self.actor = f"watcher {token}"
        self.seen: list[Seen] = []
        self.in_flight = 0
        self.first_looks: dict[tuple[int, str], float] = {}
        self.moved: set[int] = set()  # connections whose balance has probably changed
        self.wrote = True  # since the rows were last read; our own writes move no data_version
        self._database = ThreadPoolExecutor(1, thread_name_prefix="watcher-db")
        self._lines: dict[int, Line] = {}

    async def db[Answer](self, ask: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
        """Run a database function in the one database thread; whatever it is, it may have written."""

        def run() -> Answer:
            try:
                return ask(*args, **kwargs)
            finally:
                self.wrote = True

        return await asyncio.get_running_loop().run_in_executor(self._database, run)

    async def read[Answer](self, ask: Callable[[], Answer]) -> Answer:
        """Run a database function that surely writes nothing."""
        return await asyncio.get_running_loop().run_in_executor(self._database, ask)

    async def advance(self, row: Generation, to: State, event: str, **fields: Any) -> bool:
        """`lifecycle.advance` as this watcher."""
        self.moved.add(row.connection_id)
        return await self.db(advance, row, to, event, actor=self.actor, token=self.token, **fields)

    async def line(self, connection: Connection) -> Line:
        """The way to that connection's upstream. Raises KeyMissing."""
        if connection.pk not in self._lines:
            upstream = connections.upstream_of(connection)
            budgets = await self.db(budget.restore, connection.pk)
            self._lines.setdefault(connection.pk, Line(upstream, budgets))
        return self._lines[connection.pk]

    async def pause(self, connection: Connection, kind: Kind, seconds: float) -> None:
        """The gateway asked for quiet: kept at once, for every slice and process of this connection."""
        line = await self.line(connection)
        line.budgets[kind].pause(seconds)
        await self.db(budget.keep, connection.pk, line.budgets)

    def later(self, seconds: float) -> datetime:
        """So many seconds from now, on the engine's clock."""
        return timezone.now() + timedelta(seconds=seconds * settings.TIME_SCALE)

    async def close(self) -> None:
        """Write the budgets down, close the connections, end the database thread."""
        for pk, line in self._lines.items():
            await self.db(budget.keep, pk, line.budgets)
            await line.close()
        self._database.shutdown(wait=True)
