"""After a restore: what must not go on as it stood at the moment of the backup.

A take that was queued then may have been sent, and paid, between the backup and the loss: sent again it would be paid
twice. So each that had no task yet becomes `unconfirmed`: it is looked up by our id and adopted where the gateway knows
it. A "never heard of it" proves nothing for these (the gateway may have forgotten a task of last week), so nothing is
ever sent again by itself: a person decides, as for every take whose fate nobody can know.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from playground.jobs import drain
from playground.models import Connection, Generation, Lease
from playground.models.lifecycle import advance
from playground.models.state import RESTORED, State

ACTOR = "restore"
EVENT = "out of a backup"
WORDS = "it may have been sent after the backup was made"
WITHOUT_A_TASK = (State.QUEUED, State.SUBMITTING, State.UNCONFIRMED)


def settle() -> int:
    """Let nothing be sent that may have been sent already; how many takes that concerns."""
    takes = Generation.objects.filter(due_at__isnull=False, state__in=WITHOUT_A_TASK)
    takes = takes.filter(connection__kind=Connection.Kind.ENVIRONMENT).select_related("connection")
    with transaction.atomic():
        rows = list(takes)
        for row in rows:
            _doubt(row)
        Lease.objects.exclude(name=drain.NAME).update(holder="", until=None, rung_at=None, renewed_at=None)
    drain.end()
    return len(rows)


def _doubt(row: Generation) -> None:
    now = timezone.now()
    sent: dict[str, Any] = {"submitted_at": row.submitted_at or now, "attempts": max(1, row.attempts)}
    if row.state == State.QUEUED:
        advance(row, State.SUBMITTING, EVENT, actor=ACTOR, detail=WORDS, **sent)
    doubt: dict[str, Any] = {
        "error_code": RESTORED,
        "error_status": None,
        "error_message": "",
        "charged": "unknown",
    }
    doubt |= {"tries": 0, "denied_at": None, "due_at": now, **sent}
    advance(row, State.UNCONFIRMED, EVENT, actor=ACTOR, detail=WORDS, **doubt)
