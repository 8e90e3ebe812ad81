"""Looking at running tasks: what upstream says becomes what the row says, and never less than that."""

import contextlib
import json
import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection as database
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from playground.connection import KeyMissing
from playground.jobs import bell, lease, rhythm
from playground.jobs.budget import Kind
from playground.jobs.desk import Desk, Seen
from playground.models import Connection, Generation
from playground.models.generation import State
from playground.models.lifecycle import fenced, next_version
from playground.upstream import errors
from playground.upstream.refusal import request_id_in
from playground.upstream.retry import backoff
from playground.upstream.wire import Task

HISTORY = 500
NO_CLIP = gettext_noop("completed, but upstream gave no clip")
NO_REASON = gettext_noop("upstream gave no reason")
LOOK_AFTER_FETCHER = timedelta(seconds=1)
RING_AGAIN = 15.0


def learned_first_looks() -> dict[tuple[int, str], float]:
    """The pause before the first look by (connection, model), from the latest finished takes of each."""
    past = Generation.objects.filter(state=State.READY).order_by("-version")[:HISTORY]
    spans: dict[tuple[int, str], list[float]] = {}
    for connection, model, begin, end in past.values_list(
        "connection_id", "model_slug", "accepted_at", "completed_at"
    ):
        if begin and end:
            spans.setdefault((connection, model), []).append(
                (end - begin).total_seconds() / settings.TIME_SCALE
            )
    return {kind: rhythm.first_look(times) for kind, times in spans.items()}


async def look(desk: Desk, row: Generation) -> None:
    """Ask for one task; the first look asks by our own id, which proves that upstream answers by it."""
    first = row.last_contact_at is None or row.last_contact_at == row.accepted_at
    try:
        async with (await desk.line(row.connection)).asking() as api:
            try:
                task = await api.task(str(row.pk) if first else str(row.upstream_id))
            except errors.NotFound:
                if not first:
                    raise
                first = False
                task = await api.task(str(row.upstream_id))
    except KeyMissing as missing:
        _failed_look(desk, row, str(missing), None)
    except errors.NotFound as error:
        await _denied(desk, row, error)
    except errors.UpstreamError as error:
        if isinstance(error, errors.TooManyRequests):
            await desk.pause(row.connection, Kind.QUERY, error.retry_after or 1.0)
        _failed_look(desk, row, str(error), error.retry_after)
    else:
        if first and task.id == row.upstream_id:
            await desk.db(Connection.objects.filter(pk=row.connection_id).update, proved_at=timezone.now())
        await _learn(desk, row, task)


async def _learn(desk: Desk, row: Generation, task: Task) -> None:
    now = timezone.now()
    seen = {"last_contact_at": now, "poll_errors": 0, "last_poll_error": "", "upstream_word": task.word[:60]}
    if task.status == "completed" and task.urls:
        expires = (
            datetime.fromtimestamp(task.expires_at, UTC) if task.expires_at else now + timedelta(hours=24)
        )
        fields = {"result_url": task.urls[0], "expires_at": expires, "completed_at": row.completed_at or now}
        if await desk.advance(
            row, State.FETCHING, "finished upstream", due_at=now, progress=100, **fields, **seen
        ):
            await ask_for_copy(desk, row)
    elif task.status == "completed":
        words = task.error_message or NO_CLIP
        fields = {"error_code": task.error_code or "no_result", "error_message": words, "charged": "unknown"}
        await desk.advance(row, State.FAILED, "failed", detail=words, completed_at=now, **fields, **seen)
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
        age = (now - (row.accepted_at or now)).total_seconds() / settings.TIME_SCALE
        due = desk.later(rhythm.interval(desk.in_flight, task.progress, age, random.random))
        progress = max(task.progress or 0, row.progress or 0) if task.progress is not None else row.progress
        desk.seen.append(Seen(row.pk, due, task.word[:60], progress, now))


def _failed_look(desk: Desk, row: Generation, words: str, pause: float | None) -> None:
    """Nothing learned about the task: count it, say it, look again more slowly."""
    wait = pause if pause is not None else min(60.0, backoff(row.poll_errors + 1, random.random))
    desk.seen.append(
        Seen(row.pk, desk.later(wait), row.upstream_word, row.progress, row.last_contact_at, words)
    )


async def _denied(desk: Desk, row: Generation, error: errors.NotFound) -> None:
    """404 for an accepted task: a grace, then the one failure that upstream never spoke."""
    since = row.last_contact_at or row.accepted_at or row.created_at
    if (timezone.now() - since).total_seconds() < rhythm.GRACE_404 * settings.TIME_SCALE:
        _failed_look(desk, row, str(error), None)
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
    return waiting.update(due_at=timezone.now())


def postpone(key: uuid.UUID, due: datetime, token: int) -> None:
    """Look at one row later, after our own mistake."""
    with fenced(token):
        Generation.objects.filter(pk=key).update(due_at=due)


def write(batch: list[Seen], token: int) -> None:
    """Write what many looks saw in one statement: 13 µs a row on SQLite, where one UPDATE each costs ten times that."""
    rows = [
        [each.id.hex, _sql(each.due_at), each.word, each.progress, _sql(each.contact_at), each.error]
        for each in batch
    ]
    with fenced(token), database.cursor() as cursor:
        first = next_version()
        cursor.execute(
            """
            UPDATE playground_generation SET
                due_at = new.due_at, upstream_word = new.word, progress = new.progress,
                last_contact_at = new.contact_at,
                poll_errors = CASE WHEN new.error = '' THEN 0 ELSE poll_errors + 1 END,
                last_poll_error = new.error, version = %s + new.place
            FROM (
                SELECT key AS place, json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS due_at,
                    json_extract(value, '$[2]') AS word, json_extract(value, '$[3]') AS progress,
                    json_extract(value, '$[4]') AS contact_at, json_extract(value, '$[5]') AS error
                FROM json_each(%s)
            ) AS new
            WHERE playground_generation.id = new.id AND state = 'running'
            """,
            [first, json.dumps(rows)],
        )


def _sql(moment: datetime | None) -> Any:
    return database.ops.adapt_datetimefield_value(moment) if moment else None
