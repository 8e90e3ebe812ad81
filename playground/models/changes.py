"""Noticing that somebody has committed a change, without reading any row; and the global order of changes.

SQLite: `PRAGMA data_version` moves when another connection has committed; asked in microseconds from shared memory, on
a connection of its own that never writes.
PostgreSQL: LISTEN on a connection of its own; whoever changes a take says NOTIFY in the same transaction.
"""

import sqlite3
import time
from typing import TYPE_CHECKING, Any

from django.db import OperationalError
from django.db import connection as database
from django.db.models import Max, Model

if TYPE_CHECKING:
    import psycopg

CHANNEL = "playground"
ORDER_LOCK = 0x706C6179  # the advisory lock under which versions are given out
LOOK_EVERY = 0.02


class Changes:
    """An ear: has anybody committed since the last question? One thread at a time may ask; it opens its line itself."""

    def __init__(self) -> None:
        self._seen: int | None = None
        self._line: psycopg.Connection | None = None
        self._file: sqlite3.Connection | None = None
        self._looks = database.vendor == "sqlite"

    def moved(self) -> bool:
        """Whether something was committed since the last call; the first call says True. Raises OperationalError."""
        return self._version_moved() if self._looks else self._heard(0.0)

    def wait(self, seconds: float) -> bool:
        """The same, waiting for it at most so long."""
        if not self._looks:
            return self._heard(seconds)
        end = time.monotonic() + seconds
        while not (moved := self._version_moved()) and (left := end - time.monotonic()) > 0:
            time.sleep(min(LOOK_EVERY, left))
        return moved

    def close(self) -> None:
        """Let go of the line; the next question takes a new one."""
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def _version_moved(self) -> bool:
        try:
            if self._file is None:
                self._file, self._seen = _opened(), None
            now = int(self._file.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error as error:
            self.close()
            raise OperationalError(str(error)) from error
        moved, self._seen = now != self._seen, now
        return moved

    def _heard(self, seconds: float) -> bool:
        import psycopg

        try:
            if self._line is None:
                self._line = psycopg.connect(**_parameters(), autocommit=True)
                self._line.execute(f"LISTEN {CHANNEL}")
                return True  # what was said while nobody listened is unknown
            # The first word is waited for; what else has come by then is the same news
            heard = [*self._line.notifies(timeout=seconds, stop_after=1), *self._line.notifies(timeout=0)]
            return bool(heard)
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


def announce() -> None:
    """Tell the listeners of PostgreSQL, when this transaction commits; SQLite tells by itself."""
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def next_version(of: type[Model]) -> int:
    """The next place in the global order of changes; inside a write transaction, and before it locks any row.

    SQLite's write lock makes it the only one. On PostgreSQL, where transactions commit side by side, a lock held until
    the commit keeps the order of the numbers the order of the commits: a reader's cursor never passes a gap.
    """
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s), pg_notify(%s, '')", [ORDER_LOCK, CHANNEL])
    top = of._default_manager.aggregate(top=Max("version"))["top"]
    return int(top or 0) + 1
