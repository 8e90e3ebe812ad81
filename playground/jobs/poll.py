"""Looking at running tasks: what upstream says becomes what the row says, and never less than that."""

import contextlib
import json
import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection as database
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from playground.connection import KeyMissing
from playground.jobs import bell, gate, lease, rhythm
from playground.jobs.desk import Desk, Seen
from playground.jobs.gate import Kind
from playground.models import Connection, Generation
from playground.models.changes import announce
from playground.models.generation import State
from playground.models.lifecycle import Fence, fenced, next_version
from playground.upstream import errors
from playground.upstream.refusal import request_id_in
from playground.upstream.retry import backoff
from playground.upstream.wire import Task

HISTORY = 500
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
)
NO_CLIP = gettext_noop("completed, but upstream gave no clip")
NO_REASON = gettext_noop("upstream gave no reason")
LOOK_AFTER_FETCHER = timedelta(seconds=1)
RING_AGAIN = 15.0


def learned_paces() -> dict[tuple[int, str], rhythm.Pace]:
    """The pace by (connection, model), from the latest finished takes of each."""
    past = Generation.objects.filter(state=State.READY).order_by("-version")[:HISTORY]
    spans: dict[tuple[int, str], list[float]] = {}
    for connection, model, begin, end in past.values_list(
        "connection_id", "model_slug", "accepted_at", "completed_at"
    ):
        if begin and end:
            spans.setdefault((connection, model), []).append(
                (end - begin).total_seconds() / settings.TIME_SCALE
            )
    return {kind: rhythm.pace(times) for kind, times in spans.items()}


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
        if first and task.id == row.upstream_id:
            await desk.db(Connection.objects.filter(pk=row.connection_id).update, proved_at=timezone.now())
        await _learn(desk, row, task)


async def _learn(desk: Desk, row: Generation, task: Task) -> None:
    now = timezone.now()
    seen: dict[str, Any] = {
        "last_contact_at": now,
        "poll_errors": 0,
        "last_poll_error": "",
        "denied_at": None,
    }
    seen |= {"upstream_word": task.word[:60], "received": task.text}
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
        progress = max(task.progress or 0, row.progress or 0) if task.progress is not None else row.progress
        desk.saw(Seen(row.pk, desk.later(_pause(desk, row, task, now)), task.word[:60], progress, now))


def _pause(desk: Desk, row: Generation, task: Task, now: datetime) -> float:
    """Seconds on the engine's clock until the next look at a task that still runs."""
    if row.deadline_at is not None and now > row.deadline_at:
        return rhythm.rare((now - row.deadline_at).total_seconds() / settings.TIME_SCALE)
    shared = desk.running.get(row.connection_id, 1) / gate.rate(Kind.QUERY)
    return rhythm.interval(desk.pace(row).interval, shared, task.progress, random.random)


def _failed_look(
    desk: Desk, row: Generation, words: str, pause: float | None, denied_at: datetime | None = None
) -> None:
    """Nothing learned about the task: count it, say it, look again more slowly."""
    wait = pause if pause is not None else min(60.0, backoff(row.poll_errors + 1, random.random))
    due, kept = desk.later(wait), (row.upstream_word, row.progress, row.last_contact_at)
    desk.saw(Seen(row.pk, due, *kept, words, denied_at))


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


def postpone(key: uuid.UUID, due: datetime, fence: Fence) -> None:
    """Look at one row later, after our own mistake."""
    with fenced(fence):
        Generation.objects.filter(pk=key).update(due_at=due)


# The rows of a batch as a table, in each database's own words
NEW_ROWS = {
    "sqlite": """
        SELECT key AS place, json_extract(value, '$.id') AS id, json_extract(value, '$.due_at') AS due_at,
            json_extract(value, '$.word') AS word, json_extract(value, '$.progress') AS progress,
            json_extract(value, '$.contact_at') AS contact_at, json_extract(value, '$.error') AS error,
            json_extract(value, '$.denied_at') AS denied_at
        FROM json_each(%s)""",
    "postgresql": """
        SELECT * FROM json_to_recordset(%s) AS row(place int, id uuid, due_at timestamptz, word text,
            progress smallint, contact_at timestamptz, error text, denied_at timestamptz)""",
}


def write(batch: list[Seen], fence: Fence) -> None:
    """Write what many looks saw in one statement: 13 µs a row on SQLite, where one UPDATE each costs ten times that."""
    rows = [
        {
            "place": place,
            "id": each.id.hex,
            "due_at": _sql(each.due_at),
            "word": each.word,
            "progress": each.progress,
            "contact_at": _sql(each.contact_at),
            "error": each.error.replace("\0", ""),
            "denied_at": _sql(each.denied_at),
        }
        for place, each in enumerate(batch)
    ]
    with fenced(fence):
        first = next_version()
        with database.cursor() as cursor:
            cursor.execute(
                f"""
                UPDATE playground_generation SET
                    due_at = new.due_at, upstream_word = new.word, progress = new.progress,
                    last_contact_at = new.contact_at, denied_at = new.denied_at,
                    poll_errors = CASE WHEN new.error = '' THEN 0 ELSE poll_errors + 1 END,
                    last_poll_error = new.error, version = %s + new.place
                FROM ({NEW_ROWS[database.vendor]}) AS new
                WHERE playground_generation.id = new.id AND state = 'running'
                """,  # noqa: S608  no value stands in the text
                [first, json.dumps(rows)],
            )


def _sql(moment: datetime | None) -> str | None:
    return str(database.ops.adapt_datetimefield_value(moment)) if moment else None
