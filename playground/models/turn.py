"""Who writes next: the clicks of one process, one after the other, where the database keeps no order itself."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

LONGEST = 5.0  # seconds; then SQLite itself has to say who comes next
_turn = threading.Lock()


@contextmanager
def in_turn() -> Iterator[None]:
    """A transaction. Those who wait for SQLite are let in without an order, and in a crowd some wait until they are
    refused: the clicks of one process come one after the other.
    """
    waits = connection.vendor == "sqlite" and not connection.in_atomic_block
    has_turn = waits and _turn.acquire(timeout=LONGEST)
    try:
        with transaction.atomic():
            yield
    finally:
        if has_turn:
            _turn.release()
