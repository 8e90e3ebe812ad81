"""The stream of changes of one workspace: ids and a cursor, never HTML; the cards fetch themselves."""

import asyncio
import threading
from collections.abc import AsyncIterator

from django.db import connection as database

from playground import access
from playground.live.hub import Subscriber, hub
from playground.live.news import Change, current_cursor, missed_by
from playground.live.standing import Standing
from playground.models import User

HEARTBEAT = 15.0
LONGEST = 3600.0
# After a restart every browser comes at once: so many ask the database at a time, and the pages find it free
OPENING = threading.BoundedSemaphore(6)


class Stream:
    """Server-sent events: what was missed first, then each change, and a heartbeat.

    Its place in the hub is given back when it is closed, or when nobody holds it any more: a browser may leave before
    the first byte.
    """

    def __init__(self, subscriber: Subscriber, missed: Change | None, since: int) -> None:
        self._hub = hub
        self._subscriber, self._missed, self._since = subscriber, missed, since

    def __aiter__(self) -> AsyncIterator[str]:
        return self._messages()

    def close(self) -> None:
        """Give the place back; harmless when done."""
        self._hub.leave(self._subscriber)

    __del__ = close

    async def _messages(self) -> AsyncIterator[str]:
        loop = asyncio.get_running_loop()
        queue, end = self._subscriber.queue, loop.time() + LONGEST
        try:
            yield "retry: 1000\n\n"
            if self._missed:
                self._since = self._missed.cursor
                yield self._missed.message
            while loop.time() < end:
                try:
                    change = await asyncio.wait_for(queue.get(), HEARTBEAT)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if change is None:
                    return
                if change.cursor > self._since:
                    self._since = change.cursor
                    yield change.message
        finally:
            self.close()


def open_stream(
    user: User,
    since: int | None,
    person: int | None,
    loop: asyncio.AbstractEventLoop,
    session_key: str | None = None,
) -> Stream:
    """A stream of the user's workspace from `since` (None: from now) on. Raises NoRoom, DatabaseError, Http404.

    In a thread: it asks the database, and lets go of it. `person`: whose share of the streams it counts as;
    `session_key`: the sign-in that it lives as long as.
    """
    with OPENING:
        try:
            workspace = access.workspace_of(user)
            if since is None:
                since = current_cursor()
            standing = Standing(user.pk, workspace.pk, session_key, user.password) if session_key else None
            subscriber = hub.join(workspace.pk, person, loop, standing)
            try:
                return Stream(subscriber, missed_by(workspace.pk, since), since)
            except BaseException:
                hub.leave(subscriber)
                raise
        finally:
            if not database.in_atomic_block:
                database.close()


def start_hub() -> None:
    """Begin to notice changes, and to watch over the watcher, when the server starts."""
    hub.start()


def close_hub() -> None:
    """End every stream at once: a server with an open stream would never exit."""
    hub.close()
