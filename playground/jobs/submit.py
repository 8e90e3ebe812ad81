"""Sending the paid request once: before, during and after the only call that costs money.

queued → (references up) → `submitting` with submitted_at committed → POST → running | failed | queued | unconfirmed.
Only what certainly never left, or what upstream has proved to know nothing of (unconfirmed.py), is ever sent again.
"""

import random
import time
from functools import partial
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from playground import connection as connections
from playground.catalogue.payload import request_fields, signed_text, with_addresses
from playground.connection import KeyMissing
from playground.crash import crash_point
from playground.jobs import account, attachments, drain, following, lease, rhythm
from playground.jobs.desk import Desk
from playground.jobs.gate import Kind
from playground.jobs.share import Share
from playground.models import Connection, Generation, several
from playground.models.lifecycle import Fence, LeaseLost, advance
from playground.models.state import PAUSED, PERSON, State
from playground.upstream import errors
from playground.upstream.recording import Step
from playground.upstream.retry import backoff
from playground.upstream.wire import Task

UNCONFIRMED = "unconfirmed"  # the guide's name for an outcome that nobody knows
ASK_AGAIN = 2.0  # while the connection is blocked or has no key
NO_ERROR: dict[str, Any] = {
    "error_status": None,
    "error_code": "",
    "error_message": "",
    "error_request_id": "",
    "charged": "",
}


def take_over(share: Share, fence: Fence, actor: str) -> None:
    """A POST that an earlier watcher left behind: nobody knows its fate, so it is looked up."""
    words = "the process that sent it ended before it had the answer"
    for row in share.among(Generation.objects.filter(due_at__isnull=False, state=State.SUBMITTING)):
        fields: dict[str, Any] = {"tries": 0, "due_at": timezone.now(), "denied_at": None}
        fields |= {"error_code": UNCONFIRMED, "charged": "unknown"}
        advance(row, State.UNCONFIRMED, "unconfirmed", actor=actor, detail=words, fence=fence, **fields)


async def submit(desk: Desk, row: Generation) -> None:
    """Send one queued take, if its connection lets it."""
    if await _stays(desk, row):
        return
    if (body := await _body(desk, row)) is None:
        return
    line = desk.line(row.connection)
    try:
        async with line.submitting(row) as api:
            if await _held_with_its_batch(desk, row):  # while it waited for its turn
                return
            begun = time.monotonic()
            if not await _begins(desk, row, body):
                return
            crash_point("before_post")
            async with line.posting(api):
                task = await api.create(body.encode(), partial(_still_ours, begun))
    except errors.UpstreamError as error:
        await (_no_task if row.state == State.SUBMITTING else _not_sent)(desk, row, error)
        return
    crash_point("after_post")
    await accepted(desk, row, task, "accepted")


async def _begins(desk: Desk, row: Generation, body: str) -> bool:
    """Mark it as being sent, unless nothing may be sent now, or it should go out with another key."""
    fields = {"request_body": body, "submitted_at": timezone.now(), "attempts": row.attempts + 1, **NO_ERROR}
    only = following.still_by(row.connection)
    begins = await desk.db(drain.begin, row, desk.actor, desk.fence, fields, only)
    if begins is drain.Begun.DRAINED:
        await _wait(desk, row, drain.REASON)
    elif begins is drain.Begun.LOST:
        await desk.db(following.follow, row)  # the key was replaced while it waited for its turn
    return begins is drain.Begun.YES


def _still_ours(begun: float) -> None:
    """Raises LeaseLost when this process was frozen meanwhile: somebody else may have sent it."""
    if time.monotonic() - begun > lease.TTL.total_seconds():
        raise LeaseLost


async def _stays(desk: Desk, row: Generation) -> bool:
    """Whether it is not sent now: deleted before it was, its connection or its batch stopped, or nothing is sent."""
    if row.deleted_at is not None:
        await desk.advance(row, State.CANCELLED, "cancelled", charged="no")
        return True
    if row.connection.retired_at is not None:
        if not await desk.db(following.follow, row):
            await _wait(desk, row, KeyMissing.reason)
        return True
    if row.connection.blocked:
        await _wait(desk, row, row.connection.blocked)
        return True
    if row.reason == PAUSED and await _held_with_its_batch(desk, row):
        return True
    if await desk.read(drain.is_on):
        await _wait(desk, row, drain.REASON)
        return True
    return False


async def _held_with_its_batch(desk: Desk, row: Generation) -> bool:
    return row.batch_id is not None and await desk.db(several.hold_if_paused, row, desk.actor, desk.fence)


async def _body(desk: Desk, row: Generation) -> str | None:
    """The text to send, its references at the gateway; None: not now, and the row says why."""
    try:
        desk.line(row.connection)  # no key, no upload
        placed = await attachments.at_the_gateway(desk, row)
    except KeyMissing as missing:
        await _wait(desk, row, missing.reason)
        return None
    except FileNotFoundError:
        gone = {"error_code": "reference_gone", "charged": "no", "completed_at": timezone.now()}
        await desk.advance(row, State.FAILED, "failed", detail="our copy of a reference is gone", **gone)
        return None
    except OSError:
        await _wait(desk, row, "storage_down")
        return None
    except errors.UpstreamError as error:
        await _not_sent(desk, row, error)
        return None
    values = with_addresses(row.model, row.values, placed)
    return signed_text(request_fields(row.model, values), str(row.pk), connections.callback_url())


async def accepted(desk: Desk, row: Generation, task: Task, event: str) -> None:
    """Upstream has the task: keep its id before anything else."""
    now = timezone.now()
    fields: dict[str, Any] = {"upstream_id": task.id, "upstream_word": task.word, "progress": task.progress}
    fields |= {"accepted_at": now, "last_contact_at": now, "tries": 0, "denied_at": None}
    fields["heard"] = Step(0.0, task.word, task.progress).line
    pace = rhythm.REHEARSED if row.is_rehearsal else desk.pace(row)
    fields["due_at"] = desk.later(pace.first_look)
    try:
        await desk.advance(
            row, State.RUNNING, event, detail=task.id, received=task.text, **fields, **NO_ERROR
        )
    except IntegrityError:
        words = f"the gateway named task {task.id}, which is another take's"
        told = {"error_code": UNCONFIRMED, "error_message": words, "charged": "unknown", "reason": PERSON}
        due = desk.later(rhythm.LOOK_UPS[-1])
        await desk.advance(row, State.UNCONFIRMED, "unconfirmed", detail=words, due_at=due, **told)
    crash_point("after_accept")


async def _no_task(desk: Desk, row: Generation, error: errors.UpstreamError) -> None:
    """The POST brought no task: it is not known whether there is one, or there surely is none."""
    if not error.may_have_been_accepted:
        row.attempts -= 1
        await _not_sent(desk, row, error)
        return
    if error.retry_after is not None:
        await desk.line(row.connection).gate(Kind.SUBMIT).pause(error.retry_after)
    at_once = isinstance(error, errors.GatewayFailed) and error.own_envelope
    due = desk.later(0.0 if at_once else rhythm.look_up(0))
    await desk.advance(
        row,
        State.UNCONFIRMED,
        "unconfirmed",
        detail=str(error),
        received=error.body,
        tries=0,
        denied_at=None,
        due_at=due,
        **told(error),
    )


async def _not_sent(desk: Desk, row: Generation, error: errors.UpstreamError) -> None:
    """Certainly no task and nothing spent: wait for what is in the way, or fail with upstream's words."""
    pause = error.retry_after if error.retry_after is not None else backoff(row.tries + 1, random.random)
    match error:
        case errors.TooManyRequests():
            await desk.line(row.connection).gate(Kind.SUBMIT).pause(pause)
            await _requeue(desk, row, error, "throttled", pause)
        case errors.KeyRefused() if not await account.key_works(desk, row.connection):
            await desk.db(row.connection.block, Connection.Blocked.KEY_REFUSED, error.message)
            await _requeue(desk, row, error, "key_refused", ASK_AGAIN)
        case errors.OutOfCredits():
            await desk.db(row.connection.block, Connection.Blocked.NO_CREDITS, error.message)
            await _requeue(desk, row, error, "no_credits", ASK_AGAIN)
        case errors.Refused():
            end = timezone.now()
            await desk.advance(
                row,
                State.FAILED,
                "refused",
                detail=str(error),
                received=error.body,
                completed_at=end,
                **told(error),
            )
        case _:  # nothing left, or a free upload failed
            await _requeue(desk, row, error, "unreachable", pause)


async def _requeue(
    desk: Desk, row: Generation, error: errors.UpstreamError, reason: str, pause: float
) -> None:
    fields = {
        "submitted_at": None,
        "attempts": row.attempts,
        "tries": row.tries + 1,
        "due_at": desk.later(pause),
    }
    await desk.advance(
        row, State.QUEUED, "queued again", detail=str(error), reason=reason, **fields, **told(error)
    )


async def _wait(desk: Desk, row: Generation, reason: str) -> None:
    """Stay queued, say why, look again; an event only when the reason is new."""
    due = desk.later(ASK_AGAIN)
    if row.reason == reason:
        await desk.db(Generation.objects.filter(pk=row.pk, state=State.QUEUED).update, due_at=due)
    else:
        await desk.advance(row, State.QUEUED, "waiting", detail=reason, reason=reason, due_at=due)


def told(error: errors.UpstreamError) -> dict[str, Any]:
    """The row's fields for what upstream said."""
    if error.may_have_been_accepted and not error.own_envelope:
        code = UNCONFIRMED
    elif isinstance(error, errors.NotSent | errors.Undecided):
        code = "not_sent"
    else:
        code = error.code or str(error.status)
    return {
        "error_status": error.status,
        "error_code": code[:120],
        "error_message": error.message,
        "error_request_id": (error.request_id or "")[:200],
        "charged": error.charged,
    }
