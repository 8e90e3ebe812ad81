"""What the account holds and whether the key works: asked quietly, shown in the bar, and what lifts a block."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from playground.connection import KeyMissing
from playground.models import Connection, Generation
from playground.upstream import errors
from playground.upstream.wire import Balance

if TYPE_CHECKING:
    from playground.jobs.watcher import Watcher

log = logging.getLogger("playground.account")
STALE = timedelta(seconds=60)
BLOCKED_STALE = timedelta(seconds=5)


def connections_to_ask(moved: set[int]) -> list[Connection]:
    """Connections whose balance is unknown, moved or grew stale, and blocked ones that may work again."""
    now = timezone.now()
    quiet = Q(balance_at=None) | Q(balance_at__lt=now - timedelta(seconds=2 * settings.TIME_SCALE))
    wanted = Q(balance_at=None) | Q(balance_at__lt=now - STALE) | Q(pk__in=moved)
    refused = Q(
        blocked=Connection.Blocked.KEY_REFUSED, blocked_at__lt=now - BLOCKED_STALE * settings.TIME_SCALE
    )
    return list(Connection.objects.filter((quiet & wanted) | (quiet & refused)))


async def ask(watcher: Watcher, connection: Connection) -> None:
    """Read the balance and keep it; a key that answers again lifts its block."""
    now = timezone.now()
    try:
        async with watcher.line(connection).client() as api:
            balance = await api.balance()
    except (KeyMissing, errors.UpstreamError):
        await watcher.db(Connection.objects.filter(pk=connection.pk).update, balance_at=now)
        return
    await watcher.db(settle, connection, balance)


def settle(connection: Connection, balance: Balance) -> None:
    """Keep a balance that was just read, and let queued work go on if only the key was in the way."""
    connection.book_balance(balance.remaining, balance.unlimited, timezone.now())
    if connection.blocked == Connection.Blocked.KEY_REFUSED:
        log.info("the key works again; submits go on")
        connection.unblock()
        wake(connection)


def wake(connection: Connection) -> None:
    """Let queued takes of a connection try again now."""
    Generation.objects.filter(connection=connection, state="queued").exclude(reason="").update(
        due_at=timezone.now()
    )


async def key_works(watcher: Watcher, connection: Connection) -> bool:
    """Whether the key is good for anything: tells a refused key from one refused request."""
    try:
        async with watcher.line(connection).client() as api:
            await api.balance()
    except errors.UpstreamError:
        return False
    return True
