"""What a watcher hears of others' changes while it sleeps in its event loop."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from django.db import OperationalError

from playground.models.changes import Changes


class Hearing:
    """Wakes a sleeper when somebody else has committed a change. `read` runs a function in the database thread."""

    def __init__(self, read: Callable[[Callable[[], Any]], Awaitable[Any]]) -> None:
        self._read = read
        self._changes = Changes()
        self._line = -1  # what the loop waits for; -1: nobody can wake us, so we ask
        self._heard = False
        self._woken = asyncio.Event()

    @property
    def name(self) -> str:
        """What a change is told with that is no news here."""
        return self._changes.name

    async def has_heard(self) -> bool:
        """Whether there may be news since the last call; what is read from now on holds all that was heard of."""
        if self._line < 0:
            # The first answer of a new line is yes: what was said while nobody listened is unknown
            self._heard = await self._read(self._changes.moved)
            self._line = self._changes.fileno()
            if self._line >= 0:
                asyncio.get_running_loop().add_reader(self._line, self._hear)
        heard, self._heard = self._heard, False
        return heard

    async def sleep(self, seconds: float) -> None:
        """So long, or until somebody tells of a change."""
        if seconds <= 0 or self._heard:
            return
        self._woken.clear()
        alarm = asyncio.get_running_loop().call_later(seconds, self._woken.set)
        await self._woken.wait()
        alarm.cancel()

    def end_with(self, line: int) -> None:
        """Wake the sleeper, once, when this line becomes readable too."""
        loop = asyncio.get_running_loop()

        def woken() -> None:
            loop.remove_reader(line)
            self._woken.set()

        if line >= 0:
            loop.add_reader(line, woken)

    def _hear(self) -> None:
        try:
            heard = self._changes.heard()
        except OperationalError:
            self._let_go()
            heard = True
        if heard:
            self._heard = True
            self._woken.set()

    def _let_go(self) -> None:
        """At once: the number of a closed line is soon another's."""
        if self._line >= 0:
            with contextlib.suppress(RuntimeError):  # the loop is closed
                asyncio.get_running_loop().remove_reader(self._line)
            self._line = -1

    async def close(self) -> None:
        """Hear nothing more."""
        self._let_go()
        await self._read(self._changes.close)  # there, for a question may be under way
