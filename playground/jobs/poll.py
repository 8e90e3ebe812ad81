"""Looking at running tasks: what upstream says becomes what the row says, and never less than that."""

import contextlib
import logging
import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from playground.connection import KeyMissing
from playground.jobs import bell, gate, lease, rhythm
from playground.jobs.desk import Desk
from playground.jobs.gate import Kind
from playground.jobs.rounds import Seen
from playground.jobs.share import Share
from playground.models import Connection, Generation
from playground.models.changes import announce
from playground.models.lifecycle import Fence, advance, fenced
from playground.models.runs import latest_spreads
from playground.models.state import State
from playground.upstream import errors
from playground.upstream.refusal import request_id_in
from playground.upstream.retry import backoff
from playground.upstream.wire import Task

log = logging.getLogger("playground.watcher")
# What a look reads of its row; a thousand looks a second notice the columns that are not read
NEEDED = (
    "state",
    "reason",
    "lane",
    "workspace_id",
    "connection_id",
    "model_slug",
    "upstream_id",
    "upstream_word",
    "progress",
    "poll_errors",
    "last_contact_at",
    "accepted_at",
    "completed_at",
    "deadline_at",
    "denied_at",
    "due_at",
    "fetch_until",
    "fetch_holder",
    "deleted_at",
    "charged",
)
NO_CLIP = gettext_noop("completed, but upstream gave no clip")
NO_REASON = gettext_noop("upstream gave no reason")
LOOK_AFTER_FETCHER = timedelta(seconds=1)
RING_AGAIN = 15.0
MOST_STUMBLES = 5


def learned_paces() -> dict[tuple[int, str], rhythm.Pace]:
    """The pace by (connection, model), on the engine's clock, from the latest finished takes of each."""
    spreads = latest_spreads()
    return {
        kind: rhythm.pace([seconds / settings.TIME_SCALE for seconds in spread.ordered])
        for kind, spread in spreads.items()
    }


async def look(desk: Desk, row: Generation) -> None:
    """Ask for one task; the first look asks by our own id, which proves that upstream answers by it."""
    first = row.last_contact_at is None or row.last_contact_at == row.accepted_at
    try:
        ask = desk.line(row.connection).ask
        try:
            task = await ask(row, lambda api: api.task(str(row.pk) if first else str(row.upstream_id)))
        except errors.NotFound:
            if not first:
                raise
            task = await ask(row, lambda api: api.task(str(row.upstream_id)))
            first = False
    except KeyMissing as missing:
        _failed_look(desk, row, str(missing), None)
    except errors.NotFound as error:
        await _denied(desk, row, error)
    except errors.UpstreamError as error:
        _failed_look(desk, row, str(error), error.retry_after)
    else:
        if first and task.id == row.upstream_id and row.connection.proved_at is None:
            row.connection.proved_at = timezone.now()
            proved = {"proved_at": row.connection.proved_at}
            await desk.db(Connection.objects.filter(pk=row.connection_id).update, **proved)
        await _learn(desk, row, task)


async def _learn(desk: Desk, row: Generation, task: Task) -> None:
    now = timezone.now()
    if task.is_strange and task.word[:60] != row.upstream_word:
        log.warning("take %s: the gateway says %r, a new word; it counts as running", row.pk, task.word)
    seen: dict[str, Any] = {
        "last_contact_at": now,
        "poll_errors": 0,
        "last_poll_error": "",
        "denied_at": None,
    }
    seen |= {"upstream_word": task.word[:60], "received": task.text}
    if task.status == "completed":
        await _completed(desk, row, task, now, seen)
    elif task.status == "failed":
        words = task.error_message or NO_REASON
        # Failures are told only after the platform's refund (webhook page of the docs)
        fields = {
            "error_code": task.error_code or "generation_failed",
            "error_message": words,
            "error_request_id": request_id_in(words) or "",
            "charged": "no",
        }
        await desk.advance(row, State.FAILED, "failed", detail=words, completed_at=now, **fields, **seen)
    else:
        progress = max(task.progress or 0, row.progress or 0) if task.progress is not None else row.progress
        desk.rounds.saw(row, Seen(task.word[:60], progress, now), _pause(desk, row, task, now))


async def _completed(desk: Desk, row: Generation, task: Task, now: datetime, seen: dict[str, Any]) -> None:
    """A clip to save, unless upstream gave none or nobody wants it any more."""
    if await desk.read(Generation.objects.filter(pk=row.pk).exclude(deleted_at=None).exists):
        await drop(desk, row, **seen)
    elif task.urls:
        told = task.expires_at
        expires = datetime.fromtimestamp(told, UTC) if told else now + timedelta(hours=24)
        fields = {"result_url": task.urls[0], "expires_at": expires, "completed_at": row.completed_at or now}
        fields |= {"due_at": desk.later(RING_AGAIN), "progress": 100}
        if await desk.advance(row, State.FETCHING, "finished upstream", **fields, **seen):
            await desk.db(bell.ring_fetch, str(row.pk))
    else:
        words = task.error_message or NO_CLIP
        fields = {"error_code": task.error_code or "no_result", "error_message": words, "charged": "unknown"}
        await desk.advance(row, State.FAILED, "failed", detail=words, completed_at=now, **fields, **seen)


async def drop(desk: Desk, row: Generation, **seen: Any) -> None:
    """Upstream has finished what was deleted here meanwhile: it is paid, and no copy is made."""
    words = "deleted here while it ran: no copy was made"
    fields = {"error_code": "deleted", "charged": "yes", "completed_at": timezone.now()}
    await desk.advance(row, State.FAILED, "failed", detail=words, **fields, **seen)


def _pause(desk: Desk, row: Generation, task: Task, now: datetime) -> float:
    """Seconds on the engine's clock until the next look at a task that still runs."""
    if row.is_rehearsal:
        return rhythm.REHEARSED.interval
    if row.deadline_at is not None and now > row.deadline_at:
        return rhythm.rare((now - row.deadline_at).total_seconds() / settings.TIME_SCALE)
    shared = desk.running.get(row.connection_id, 1) / gate.rate(Kind.QUERY)
    return rhythm.interval(desk.pace(row).interval, shared, task.progress, random.random)


def _failed_look(
    desk: Desk, row: Generation, words: str, pause: float | None, denied_at: datetime | None = None
) -> None:
    """Nothing learned about the task: count it, say it, look again more slowly."""
    wait = pause if pause is not None else min(60.0, backoff(row.poll_errors + 1, random.random))
    kept = (row.upstream_word, row.progress, row.last_contact_at)
    desk.rounds.saw(row, Seen(*kept, row.poll_errors + 1, words, denied_at), wait)


async def _denied(desk: Desk, row: Generation, error: errors.NotFound) -> None:
    """404 for an accepted task: a grace, then the one failure that upstream never spoke."""
    now = timezone.now()
    since = row.denied_at or now
    long_enough = (now - since).total_seconds() >= rhythm.GRACE_404 * settings.TIME_SCALE
    if not long_enough or row.poll_errors < rhythm.DENIALS:
        _failed_look(desk, row, str(error), None, denied_at=since)
        return
    fields = {"error_status": 404, "error_code": error.code or "task_not_found", "charged": "unknown"}
    words = {"error_message": error.message, "error_request_id": error.request_id or ""}
    await desk.advance(row, State.FAILED, "denied upstream", completed_at=timezone.now(), **fields, **words)


async def ask_for_copy(desk: Desk, row: Generation) -> None:
    """Ring for a downloader, again when the one that came is dead or none has come in a while."""
    held = is_being_fetched(row)
    due = timezone.now() + LOOK_AFTER_FETCHER if held else desk.later(RING_AGAIN)
    await desk.db(Generation.objects.filter(pk=row.pk, state=State.FETCHING).update, due_at=due)
    if not held:
        await desk.db(bell.ring_fetch, str(row.pk))


def forget_no_ring(share: Share) -> None:
    """The watcher before us may have ended between a take's last look and the ring for its downloader."""
    waiting = Generation.objects.filter(due_at__isnull=False, state=State.FETCHING, fetch_until=None)
    share.among(waiting).filter(reason="").update(due_at=timezone.now())


def is_being_fetched(row: Generation) -> bool:
    """Whether a living downloader has this row."""
    if row.fetch_until is None or row.fetch_until < timezone.now():
        return False
    return not lease.is_dead(row.fetch_holder)


def look_now(task_id: str, our_id: str) -> int:
    """Make a task's next look due now, by upstream's id or our own; how many takes that concerns."""
    by_id = Q(upstream_id=task_id)
    with contextlib.suppress(ValueError):
        by_id |= Q(pk=uuid.UUID(our_id))
    waiting = Generation.objects.filter(by_id, state__in=(State.RUNNING, State.UNCONFIRMED))
    with transaction.atomic():
        announce()
        return waiting.update(due_at=timezone.now())


def stumbled(key: uuid.UUID, error: Exception, due: datetime, actor: str, fence: Fence) -> None:
    """Our own mistake over one row: look at it later; what was never sent fails after some mistakes in a row."""
    row = Generation.objects.filter(pk=key, due_at__isnull=False).first()
    if row is None:
        return
    words = f"{type(error).__name__}: {error}"[:500]
    if row.state == State.QUEUED and row.poll_errors + 1 >= MOST_STUMBLES:
        fields: dict[str, Any] = {
            "error_code": "our_mistake",
            "error_message": words,
            "charged": "no",
            "completed_at": timezone.now(),
        }
        advance(row, State.FAILED, "failed", actor=actor, detail=words, fence=fence, **fields)
        return
    with fenced(fence):
        counted = {"poll_errors": row.poll_errors + 1, "last_poll_error": words}
        Generation.objects.filter(pk=key, state=row.state).update(due_at=due, **counted)
