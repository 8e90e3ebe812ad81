"""One thread a web process that notices committed changes and tells every open stream which takes they touch.

A change anywhere (web, watcher, downloader) → `version` of the row grows → the thread sees the database's data_version
move (SQLite) → reads the rows above its cursor → puts {cursor, ids, new} into each subscriber's queue → the stream
writes it. No stream holds a database connection.
"""

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection as database
from django.db.models import Max

from playground.jobs import recover
from playground.models import Generation
from playground.models.changes import Changes

log = logging.getLogger("playground.live")
LOOK_EVERY = 0.05
ENSURE_EVERY = 2.0
WAITING_AT_MOST = 100  # messages a slow reader may leave unread before its stream is ended


@dataclass(frozen=True)
class Change:
    """Takes of one workspace that changed up to `cursor`; `new` are those that did not exist before."""

    cursor: int
    ids: tuple[str, ...]
    new: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """What a stream sends."""
        return {"cursor": self.cursor, "ids": list(self.ids), "new": list(self.new)}


@dataclass(eq=False)
class Subscriber:
    """One open stream; None in the queue ends it."""

    workspace_id: int
    loop: asyncio.AbstractEventLoop
    queue: "asyncio.Queue[Change | None]" = field(default_factory=lambda: asyncio.Queue(WAITING_AT_MOST))

    def tell(self, change: Change | None) -> None:
        """Called in any thread."""
        with contextlib.suppress(RuntimeError):  # its loop is closed
            self.loop.call_soon_threadsafe(self._put, change)

    def _put(self, change: Change | None) -> None:
        if self.queue.full():  # a reader this slow starts anew from its own cursor
            while not self.queue.empty():
                self.queue.get_nowait()
            change = None
        self.queue.put_nowait(change)


class Hub:
    """Starts its thread with the first `start()`; `close()` ends thread and streams."""

    def __init__(self) -> None:
        self._subscribers: set[Subscriber] = set()
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self.is_closed = False

    def start(self) -> None:
        """Begin to notice changes; harmless when begun."""
        with self._lock:
            if self._thread is None and not self.is_closed:
                self._thread = threading.Thread(target=self._run, name="live-hub", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """End every stream, so that the server can end."""
        self.is_closed = True
        self._closing.set()
        with self._lock:
            for subscriber in self._subscribers:
                subscriber.tell(None)

    @contextlib.contextmanager
    def subscribed(self, workspace_id: int) -> Iterator[Subscriber]:
        """A subscriber in the running loop, for as long as the stream lives."""
        self.start()
        subscriber = Subscriber(workspace_id, asyncio.get_running_loop())
        with self._lock:
            self._subscribers.add(subscriber)
        if self.is_closed:
            subscriber.tell(None)
        try:
            yield subscriber
        finally:
            with self._lock:
                self._subscribers.discard(subscriber)

    def _run(self) -> None:
        cursor = -1
        changes = Changes()
        ensured = 0.0
        while not self._closing.wait(LOOK_EVERY):
            try:
                if time.monotonic() - ensured > ENSURE_EVERY:
                    ensured = time.monotonic()
                    recover.ensure()
                if cursor < 0:
                    cursor = current_cursor()
                if changes.moved():
                    cursor = self._tell_changes(cursor)
            except Exception:
                log.exception("the live hub could not look; it goes on")
                database.close()
                self._closing.wait(1.0)
        database.close()

    def _tell_changes(self, cursor: int) -> int:
        changes = changes_since(cursor)
        with self._lock:
            subscribers = list(self._subscribers)
        for subscriber in subscribers:
            if change := changes.get(subscriber.workspace_id):
                subscriber.tell(change)
        return max([cursor, *(change.cursor for change in changes.values())])


def changes_since(cursor: int, workspace_id: int | None = None) -> dict[int, Change]:
    """By workspace, the takes whose version is above `cursor`; at most the newest 500."""
    rows = Generation.objects.filter(version__gt=cursor).order_by("-version")
    if workspace_id is not None:
        rows = rows.filter(workspace_id=workspace_id)
    found: dict[int, list[tuple[int, str, bool]]] = {}
    for pk, version, workspace, born in rows.values_list("id", "version", "workspace_id", "born_version")[
        :500
    ]:
        found.setdefault(workspace, []).append((version, str(pk), born > cursor))
    return {
        workspace: Change(
            max(version for version, _, _ in seen),
            tuple(pk for _, pk, _ in seen),
            tuple(pk for _, pk, is_new in reversed(seen) if is_new),
        )
        for workspace, seen in found.items()
    }


def current_cursor() -> int:
    """The place in the order of changes that a page drawn now has seen."""
    return int(Generation.objects.aggregate(top=Max("version"))["top"] or 0)


hub = Hub()
