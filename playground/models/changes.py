"""Noticing that somebody else has written, without reading any row."""

from django.db import connection as database


def data_version() -> int | None:
    """A number that moves when another connection has committed; None where the database has no such number.

    SQLite answers in microseconds from shared memory, so it may be asked many times a second.
    """
    if database.vendor != "sqlite":
        return None
    with database.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])
