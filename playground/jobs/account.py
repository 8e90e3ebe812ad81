"""What the account holds and whether the key works: asked quietly, shown in the bar, and what lifts a block."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from playground.connection import KeyMissing
from playground.jobs import listing
from playground.jobs.desk import Desk
from playground.models import Connection, Generation
from playground.upstream import errors
from playground.upstream.wire import Balance

log = logging.getLogger("playground.account")
STALE = timedelta(seconds=60)
BLOCKED_STALE = timedelta(seconds=5)
INCONCLUSIVE = 60.0


def connections_to_ask(moved: set[int]) -> list[Connection]:
    """Connections whose balance is unknown, moved or grew stale, and blocked ones that may work again."""
    now = timezone.now()
    since = now - timedelta(seconds=2 * settings.TIME_SCALE)
    quiet = (
        Q(balance_asked_at=None) | Q(balance_asked_at__lt=since) | Q(balance_asked_at__gt=now)
    )  # or a clock was set back
    wanted = Q(balance_asked_at=None) | Q(balance_asked_at__lt=now - STALE) | Q(pk__in=moved)
    refused = Q(
        blocked=Connection.Blocked.KEY_REFUSED, blocked_at__lt=now - BLOCKED_STALE * settings.TIME_SCALE
    )
    accounts = Connection.objects.exclude(kind=Connection.Kind.REHEARSAL).filter(retired_at=None)
    return list(accounts.filter((quiet & wanted) | (quiet & refused)).select_related("own_key"))


async def ask(desk: Desk, connection: Connection) -> None:
    """Read the balance and keep it; a key that answers again lifts its block."""
    now = timezone.now()
    try:
        async with desk.line(connection).client() as api:
            balance = await api.balance()
    except (KeyMissing, errors.UpstreamError) as error:
        await desk.db(Connection.objects.filter(pk=connection.pk).update, balance_asked_at=now)
        since = (now - connection.blocked_at).total_seconds() if connection.blocked_at else 0.0
        if (
            not isinstance(error, KeyMissing | errors.KeyRefused)
            and since > INCONCLUSIVE * settings.TIME_SCALE
        ):
            await desk.db(go_on, connection)  # the balance tells nothing of the key: a take has to
        return
    await desk.db(settle, connection, balance)
    if listing.is_due(connection):
        await listing.ask(desk, connection)


def settle(connection: Connection, balance: Balance) -> None:
    """Keep a balance that was just read, and let queued work go on if only the key was in the way."""
    connection.book_balance(balance.remaining, balance.unlimited, timezone.now())
    if connection.blocked == Connection.Blocked.KEY_REFUSED:
        go_on(connection)


def go_on(connection: Connection) -> None:
    """Lift what stops a connection, and let its queued takes try again now."""
    log.info("submits of connection %s go on", connection.pk)
    connection.unblock()
    Generation.objects.filter(connection=connection, state="queued").exclude(reason="").update(
        due_at=timezone.now()
    )


async def key_works(desk: Desk, connection: Connection) -> bool:
    """Whether the key is good for anything: tells a refused key from one refused request."""
    try:
        async with desk.line(connection).client() as api:
            await api.balance()
    except errors.UpstreamError:
        return False
    return True
