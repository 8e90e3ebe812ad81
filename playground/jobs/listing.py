"""Which video models a key may use: asked now and then after the balance, so that no page ever waits for it."""

import logging
from datetime import timedelta

from django.utils import timezone

from playground.connection import KeyMissing
from playground.jobs.desk import Desk
from playground.models import Connection
from playground.upstream import errors

log = logging.getLogger("playground.listing")
STALE = timedelta(minutes=30)


def is_due(connection: Connection) -> bool:
    """Whether the list was never asked for, or long ago; an answer in the future is of a clock set back."""
    asked, now = connection.models_asked_at, timezone.now()
    return asked is None or not now - STALE < asked <= now


async def ask(desk: Desk, connection: Connection) -> None:
    """Read the list and keep it; without an answer what was heard before stands until the next time."""
    listed = None
    try:
        async with desk.line(connection).client() as api:
            listed = await api.video_models()
    except (KeyMissing, errors.UpstreamError) as error:
        log.info("the models of connection %s were not told: %s", connection.pk, error)
    await desk.db(connection.book_models, listed, timezone.now())
