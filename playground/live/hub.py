"""One thread a web process that notices committed changes and tells every open stream which takes they touch.

A change anywhere (web, watcher, downloader) → `version` of the row grows → `Changes` wakes the thread → it reads the
rows above its cursor → puts {cursor, ids, new} into each subscriber's queue → the stream writes it. No stream holds a
database connection.
"""

import asyncio
import contextlib
import logging
import threading
import time
from dataclasses import dataclass, field

from django.db import DatabaseError
from django.db import connection as database

from playground.jobs import recover
from playground.live.news import Change, News, current_cursor, news_since
from playground.live.standing import Standing, still_standing
from playground.models.changes import Changes

log = logging.getLogger("playground.live")
ENSURE_EVERY = 2.0
WELCOME_EVERY = 0.5
PATIENCE = 0.5  # seconds that one wait for a change may take
# After a telling, changes gather for so long: 20 ms, and a fifth of a millisecond for each reader
REST, REST_A_READER = 0.02, 0.0002
AWAY = 1.0  # between two attempts to reach a database that does not answer
WAITING_AT_MOST = 100  # messages a slow reader may leave unread before its stream is ended
PER_PERSON, ALTOGETHER = 12, 1000  # open streams in one process


class NoRoom(Exception):
    """There are as many streams as one person, or this process, may have."""

    def __init__(self, is_persons: bool) -> None:
        super().__init__("this person's streams" if is_persons else "all streams")
        self.is_persons = is_persons


@dataclass(eq=False)
class Subscriber:
    """One open stream; None in the queue ends it. `person` None: nobody's share is counted.

    `standing` (team mode): by what right it hears; without it any more, the stream ends.
    """

    workspace_id: int
    person: int | None
    loop: asyncio.AbstractEventLoop
    queue: "asyncio.Queue[Change | None]" = field(default_factory=lambda: asyncio.Queue(WAITING_AT_MOST))
    is_over: bool = False
    standing: Standing | None = None

    def put(self, change: Change | None) -> None:
        """Called in its loop. A reader this slow is ended: it starts anew from its own cursor."""
        if self.is_over:
            return
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            change = None
        self.is_over = change is None
        self.queue.put_nowait(change)


class Hub:
    """Starts its thread with the first `start()`; `close()` ends thread and streams."""

    def __init__(self) -> None:
        self._subscribers: set[Subscriber] = set()
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._cursor = -1  # from where on it tells; -1: nobody has looked yet
        self._is_away = False

    @property
    def is_closed(self) -> bool:
        return self._closing.is_set()

    def start(self) -> None:
        """Begin to notice changes; harmless when begun."""
        with self._lock:
            if self._thread is None and not self.is_closed:
                self._thread = threading.Thread(target=self._run, name="live-hub", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """End every stream, so that the server can end."""
        self._closing.set()
        with self._lock:
            self._hand_out([(subscriber, None) for subscriber in self._subscribers])

    def join(
        self,
        workspace_id: int,
        person: int | None,
        loop: asyncio.AbstractEventLoop,
        standing: Standing | None = None,
    ) -> Subscriber:
        """A subscriber whose messages are taken in this loop, until it leaves. In any thread.

        It hears of all that is committed from now on. Raises NoRoom, DatabaseError.
        """
        self.start()
        self._begin()
        subscriber = Subscriber(workspace_id, person, loop, standing=standing)
        with self._lock:
            if len(self._subscribers) >= ALTOGETHER:
                raise NoRoom(is_persons=False)
            if person is not None and sum(s.person == person for s in self._subscribers) >= PER_PERSON:
                raise NoRoom(is_persons=True)
            self._subscribers.add(subscriber)
            if self.is_closed:
                self._hand_out([(subscriber, None)])
        return subscriber

    def leave(self, subscriber: Subscriber) -> None:
        """In any thread, as often as one likes."""
        with self._lock:
            self._subscribers.discard(subscriber)

    @property
    def streams(self) -> int:
        """How many are open."""
        return len(self._subscribers)

    def _begin(self) -> int:
        """Where telling begins: read by whoever is first, the thread or one who joins while it is starting yet.

        A cursor that only the thread reads may be past a change that came after a stream had asked what it missed.
        """
        if self._cursor < 0:
            found = current_cursor()
            with self._lock:
                if self._cursor < 0:
                    self._cursor = found
        return self._cursor

    def _run(self) -> None:
        ears, cursor, ensured, welcomed = Changes(), -1, 0.0, 0.0
        while not self.is_closed:
            try:
                if time.monotonic() - ensured > ENSURE_EVERY:
                    ensured = time.monotonic()
                    recover.ensure()
                if cursor < 0:
                    cursor = self._begin()
                heard = ears.wait(PATIENCE)
                if time.monotonic() - welcomed > WELCOME_EVERY:
                    welcomed = time.monotonic()
                    self._end_the_unwelcome()
                if heard:
                    cursor = self._tell_news(cursor)
                    self._closing.wait(REST + REST_A_READER * self.streams)
                self._say_away(None)
            except Exception as error:
                self._say_away(error)
                ears.close()
                ears = Changes()  # its first answer is yes: what was said while nobody listened is unknown
                database.close()
                self._closing.wait(AWAY)
        ears.close()
        database.close()

    def _tell_news(self, cursor: int) -> int:
        """All there is, in pieces; the place reached."""
        more = True
        while more and not self.is_closed:
            news: News = news_since(cursor)
            cursor, more = news.cursor, news.more
            with self._lock:
                told = [(s, news.by_workspace.get(s.workspace_id)) for s in self._subscribers]
                self._hand_out([(subscriber, change) for subscriber, change in told if change])
        return cursor

    def _end_the_unwelcome(self) -> None:
        """Whoever signed out, was removed or switched off hears nothing more; asked before anything is told."""
        with self._lock:
            asked = {s.standing for s in self._subscribers if s.standing}
        if asked and (lost := asked - still_standing(asked)):
            with self._lock:
                self._hand_out([(s, None) for s in self._subscribers if s.standing in lost])

    def _hand_out(self, told: list[tuple[Subscriber, Change | None]]) -> None:
        """Wake each loop once, however many of its streams are concerned."""
        for loop in {subscriber.loop for subscriber, _ in told}:
            of_it = [(subscriber, change) for subscriber, change in told if subscriber.loop is loop]
            with contextlib.suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(_put_all, of_it)

    def _say_away(self, error: Exception | None) -> None:
        """One line when the database goes and one when it is back; anything else is ours to mend."""
        if error is not None and not isinstance(error, DatabaseError):
            log.error("the live hub could not look; it goes on", exc_info=error)
        elif (error is not None) != self._is_away:
            self._is_away = error is not None
            log.warning("the database is away: %s", error) if error else log.warning("the database is back")


def _put_all(told: list[tuple[Subscriber, Change | None]]) -> None:
    for subscriber, change in told:
        subscriber.put(change)


hub = Hub()
