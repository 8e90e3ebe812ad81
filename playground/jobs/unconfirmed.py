"""A paid request whose fate is not known: found by our own id, proved absent, or waiting for a person."""

import random
from typing import Any

from django.conf import settings
from django.utils import timezone

from playground.connection import KeyMissing
from playground.jobs import rhythm
from playground.jobs.desk import Desk
from playground.jobs.submit import UNCONFIRMED, accepted
from playground.models import Connection, Generation
from playground.models.state import PERSON, RESTORED, State
from playground.upstream import errors
from playground.upstream.retry import backoff

MOST_REPEATS = 3


async def look_up(desk: Desk, row: Generation) -> None:
    """Ask by our own id: adopt what is found, queue again what is proved absent, else look again later."""
    try:
        task = await desk.line(row.connection).ask(row, lambda api: api.task(str(row.pk)))
    except KeyMissing as missing:
        await _still(desk, row, str(missing))
    except errors.NotFound:
        await _denied(desk, row)
    except errors.UpstreamError as error:
        await _still(desk, row, str(error))
    else:
        await desk.db(Connection.objects.filter(pk=row.connection_id).update, proved_at=timezone.now())
        await accepted(desk, row, task, "adopted")


async def _denied(desk: Desk, row: Generation) -> None:
    """Upstream knows nothing of our id: that is proof only late enough, and only where it answers by our id."""
    refused = (row.error_status or 0) >= 500 and row.error_code != UNCONFIRMED
    if not (refused or _is_proved_absent(row)):
        denied = {"denied_at": row.denied_at or timezone.now()}
        await _still(desk, row, "upstream answers 404 by our id, which proves nothing yet", **denied)
    elif row.attempts <= MOST_REPEATS:
        due = desk.later(backoff(row.attempts, random.random) if refused else 0.0)
        words = "upstream knows nothing of it"
        await desk.advance(
            row,
            State.QUEUED,
            "queued again",
            detail=words,
            charged="no",
            submitted_at=None,
            denied_at=None,
            tries=0,
            due_at=due,
        )
    else:
        words = f"sent {row.attempts} times, and upstream knows of none"
        told = {"error_code": "not_accepted", "error_status": None, "charged": "no"}
        await desk.advance(row, State.FAILED, "refused", detail=words, completed_at=timezone.now(), **told)


def _is_proved_absent(row: Generation) -> bool:
    """Late enough after the sending, and long enough denied: one jump of the clock can't fake both."""
    if row.error_code == RESTORED:
        return False  # sent, perhaps, so long ago that the gateway has forgotten it: a person decides
    if row.connection.proved_at is None or row.denied_at is None:
        return False
    now, enough = timezone.now(), rhythm.PROOF_AFTER * settings.TIME_SCALE
    moments = (row.submitted_at or row.created_at, row.denied_at)
    return all((now - since).total_seconds() >= enough for since in moments)


async def _still(desk: Desk, row: Generation, detail: str, **denied: Any) -> None:
    """No verdict: look again; when the look-ups are used up it waits for a person, and looking goes on."""
    tries = row.tries + 1
    reason = PERSON if tries >= len(rhythm.LOOK_UPS) else ""
    fields = {
        "tries": tries,
        "due_at": desk.later(rhythm.look_up(tries)),
        "last_contact_at": timezone.now(),
        **denied,
    }
    if reason == row.reason:
        await desk.db(Generation.objects.filter(pk=row.pk, state=State.UNCONFIRMED).update, **fields)
    else:
        await desk.advance(row, State.UNCONFIRMED, "waiting", detail=detail, reason=reason, **fields)
