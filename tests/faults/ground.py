"""The database and the broker under a crew: how to take them away, bring them back, and read all that they hold."""

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.db import connection
from django_q.conf import Conf
from django_q.models import OrmQ

from playground.models.changes import ORDER_LOCK
from tests import servers


class SQLite:
    """One file; the queue is a table in it."""

    kind = "sqlite"

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "playground.sqlite3"
        self.environment = {"DATABASE_URL": "", "BROKER_URL": ""}
        self.place: dict[str, Any] = {"NAME": str(self.path)}
        self.queue: dict[str, Any] = {}
        self.passwords: tuple[str, ...] = ()

    @contextmanager
    def away(self, how: int = signal.SIGQUIT) -> Iterator[None]:
        """Nobody can write, as while somebody holds the lock."""
        with sqlite3.connect(self.path, timeout=20, isolation_level=None) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.execute("ROLLBACK")
        other.close()

    def can_be_written(self) -> bool:
        """Whether nobody holds the lock."""
        try:
            with sqlite3.connect(self.path, timeout=0.2, isolation_level=None) as other:
                other.execute("BEGIN IMMEDIATE")
                other.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return False
        finally:
            other.close()
        return True

    @contextmanager
    def broker_away(self) -> Iterator[None]:
        """What is queued is lost, now and at the end; the queue is a table, so it can't be away by itself."""
        self.flush_broker()
        yield
        self.flush_broker()

    def flush_broker(self) -> None:
        """Lose what is queued."""
        OrmQ.objects.all().delete()

    def mend(self) -> None:
        """Bring back what a test has left broken."""

    def stored(self) -> Iterator[bytes]:
        """Everything in it, as bytes."""
        for path in self.path.parent.glob("playground.sqlite3*"):
            with suppress(FileNotFoundError):  # the last one to close it takes its log away
                yield path.read_bytes()

    def end(self) -> None:
        """Nothing runs."""


class Postgres:
    """A PostgreSQL and a Valkey of this crew's own, so that they may be killed."""

    kind = "postgres"

    def __init__(self, data_dir: Path) -> None:
        self.database, self.broker = servers.Postgres(), servers.Valkey()
        self.mend()
        url = self.database.create("playground")
        self.environment = {"DATABASE_URL": url, "BROKER_URL": self.broker.url()}
        where = {"HOST": "127.0.0.1", "PORT": self.database.port, "NAME": "playground"}
        self.place: dict[str, Any] = {**where, "USER": "playground", "PASSWORD": self.database.password}
        self.queue: dict[str, Any] = {"REDIS": self.broker.url()}
        self.passwords = (self.database.password, self.broker.password)

    @contextmanager
    def away(self, how: int = signal.SIGQUIT) -> Iterator[None]:
        """Ended without a word to anybody: SIGQUIT is `pg_ctl stop -m immediate`."""
        self.database.kill(how)
        try:
            yield
        finally:
            self.database.start()
            connection.close()  # our own line is as dead as everybody's

    def can_be_written(self) -> bool:
        """Whether nobody holds the locks that every write of the engine takes."""
        try:
            with psycopg.connect(self.environment["DATABASE_URL"]) as other:
                other.execute("SET lock_timeout = '200ms'")
                other.execute("SELECT pg_advisory_xact_lock(%s)", [ORDER_LOCK])
                other.execute("LOCK TABLE playground_lease, playground_generation IN EXCLUSIVE MODE")
        except psycopg.errors.LockNotAvailable:
            return False
        return True

    @contextmanager
    def broker_away(self) -> Iterator[None]:
        """Killed; what was queued is lost."""
        self.broker.kill()
        try:
            yield
        finally:
            self.broker.start()

    def flush_broker(self) -> None:
        """Lose what is queued."""
        with redis.Redis.from_url(self.broker.url()) as line:
            line.flushall()

    def mend(self) -> None:
        """Bring back what a test has left broken."""
        self.database.start()
        self.broker.start()

    def stored(self) -> Iterator[bytes]:
        """Every row of every table, everything queued, and what the servers have logged, as bytes."""
        with psycopg.connect(self.environment["DATABASE_URL"]) as line:
            tables = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
            for (table,) in line.execute(tables).fetchall():
                rows = line.execute(f"SELECT string_agg(held::text, '') FROM {table} AS held").fetchone()
                yield str(rows[0] if rows else "").encode()
        with redis.Redis.from_url(self.broker.url()) as line:
            yield from (key + (line.dump(key) or b"") for key in line.scan_iter())
        yield (self.database.log() + self.broker.log()).encode()

    def end(self) -> None:
        """Both servers are gone, with their data."""
        self.database.end()
        self.broker.end()


type Ground = SQLite | Postgres


def lay(data_dir: Path) -> Ground:
    """The engines that this run is about."""
    return Postgres(data_dir) if settings.DATABASE_URL else SQLite(data_dir)


@contextmanager
def stand_on(ground: Ground) -> Iterator[None]:
    """Within it, this process's own rows and queue are the crew's: tests read and write what the processes do."""
    connection.close()
    place = {name: connection.settings_dict[name] for name in ground.place}
    queue = {name: getattr(Conf, name) for name in ground.queue}
    connection.settings_dict.update(ground.place)
    for name, value in ground.queue.items():
        setattr(Conf, name, value)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(place)
        for name, value in queue.items():
            setattr(Conf, name, value)
