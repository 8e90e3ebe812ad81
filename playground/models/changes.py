"""Noticing that somebody has committed a change, without reading any row; and the global order of changes.

SQLite: `PRAGMA data_version` moves when another connection has committed; asked in microseconds from shared memory, on
a connection of its own that never writes. Whoever changes a take knocks at every ear after the commit (ears.py).
PostgreSQL: LISTEN on a connection of its own; whoever changes a take says NOTIFY in the same transaction.
"""

import select
import sqlite3
import time
import uuid
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, transaction
from django.db import connection as database
from django.db.models import Model

from playground.models.ears import Ear, knock

if TYPE_CHECKING:
    import psycopg

CHANNEL = "playground"
ORDER_LOCK = 0x706C6179  # the advisory lock under which versions are given out
LOOK_EVERY = 0.25  # without a knock


class Changes:
    """An ear: has anybody committed since the last question? One thread at a time may ask; it opens its line itself."""

    def __init__(self) -> None:
        self._seen: int | None = None
        self._line: psycopg.Connection | None = None
        self._file: sqlite3.Connection | None = None
        self._ear: Ear | None = None
        self._looks = database.vendor == "sqlite"
        self._name = uuid.uuid4().hex

    @property
    def name(self) -> str:
        """What a change is announced with that is no news to `heard`."""
        return self._hearing().name if self._looks else self._name

    def moved(self) -> bool:
        """Whether something was committed since the last call; the first call says True. Raises OperationalError."""
        return self._version_moved() if self._looks else self._heard(0.0)

    def wait(self, seconds: float) -> bool:
        """The same, waiting for it at most so long."""
        if not self._looks:
            return self._heard(seconds)
        end = time.monotonic() + seconds
        while not (moved := self._version_moved()) and (left := end - time.monotonic()) > 0:
            self._hearing().wait(min(LOOK_EVERY, left))
        return moved

    def heard(self) -> bool:
        """When `fileno` is readable: whether others than ourselves have told of a change. Raises OperationalError."""
        return self._hearing().clear() if self._looks else self._heard(0.0, but=self._name)

    def fileno(self) -> int:
        """What becomes readable when somebody has committed a change, until the next question; -1 when nothing does."""
        if self._looks:
            return self._hearing().fileno()
        return -1 if self._line is None else self._line.fileno()

    def close(self) -> None:
        """Let go of the line; the next question takes a new one."""
        if self._ear is not None:
            self._ear.close()
            self._ear = None
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def _hearing(self) -> Ear:
        if self._ear is None:
            self._ear = Ear()
        return self._ear

    def _version_moved(self) -> bool:
        self._hearing().clear()
        try:
            if self._file is None:
                self._file, self._seen = _opened(), None
            now = int(self._file.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error as error:
            self.close()
            raise OperationalError(str(error)) from error
        moved, self._seen = now != self._seen, now
        return moved

    def _heard(self, seconds: float, but: str = "nobody") -> bool:
        import psycopg

        try:
            if self._line is None:
                self._line = psycopg.connect(**_parameters(), autocommit=True)
                self._line.execute(f"LISTEN {CHANNEL}")
                return True  # what was said while nobody listened is unknown
            if not select.select([self._line], [], [], seconds)[0]:
                return False
            # What else has come by then is the same news
            return {heard.payload for heard in self._line.notifies(timeout=0)} - {but} != set()
        except psycopg.Error as error:
            self.close()
            raise OperationalError(str(error)) from error


def _opened() -> sqlite3.Connection:
    """Any thread may ask it, one after the other. In autocommit, so that it never keeps anybody waiting."""
    name = database.settings_dict["NAME"]
    return sqlite3.connect(name, timeout=1.0, isolation_level=None, check_same_thread=False)


def _parameters() -> dict[str, Any]:
    kept = ("host", "hostaddr", "port", "dbname", "user", "password", "connect_timeout", "service", "sslmode")
    given = database.get_connection_params()
    return {name: value for name, value in given.items() if name in kept or name.startswith("ssl")}


def announce(but: str = "") -> None:
    """Wake whoever waits for changes, when this transaction commits, except the `Changes` of that name."""
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, but])
    else:
        transaction.on_commit(partial(knock, but))


def next_version(of: type[Model], but: str = "") -> int:
    """The next place in the global order of changes; inside a write transaction, and before it locks any row.

    SQLite's write lock makes it the only one. On PostgreSQL, where transactions commit side by side, a lock held until
    the commit keeps the order of the numbers the order of the commits: a reader's cursor never passes a gap.
    It is announced, as `announce` does.
    """
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s), pg_notify(%s, %s)", [ORDER_LOCK, CHANNEL, but])
    else:
        announce(but)
    # In its own words: each write asks this, and to have the ORM say it costs six times as much as the answer
    with database.cursor() as cursor:
        cursor.execute(f"SELECT MAX(version) FROM {of._meta.db_table}")  # noqa: S608  a name of ours
        return int(cursor.fetchone()[0] or 0) + 1
