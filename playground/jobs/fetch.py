"""Saving our own copy: download to a temporary file, checks, poster, atomic move, one transaction.

The row says `fetching` all the while; a failed download is tried again here and never creates anything upstream. A clip
that came whole stays in its temporary file until it is kept: a storage that is down for a day costs no second download,
and no clip when the gateway's own copy is gone by then.
"""

import asyncio
import errno
import hashlib
import logging
import random
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from playground import connection as connections
from playground.crash import crash_point
from playground.jobs import lease, poll, rehearsed
from playground.jobs.patience import patiently
from playground.media import posters, probe, storage
from playground.media.probe import ClipFacts, NotAVideo
from playground.models import Blob, Clip, Generation
from playground.models.lifecycle import advance
from playground.models.state import State
from playground.models.wishes import LOOKED_AGAIN
from playground.upstream import fetcher
from playground.upstream.client import shared_tls
from playground.upstream.retry import backoff

log = logging.getLogger("playground.fetch")
LARGEST = 2 * 1024**3
SPARE = 64 * 1024**2  # bytes that a download leaves free: the database has to go on writing
DEADLINE = 90.0  # then a slow one makes way for others and goes on later from what has come
LEASE = timedelta(seconds=DEADLINE + 30)
LONGEST_PAUSE = 300.0
HOUR = 3_600.0
FRESH_PAUSES = (0.0, 10.0, 60.0)  # a new copy at the gateway may need a moment to be served
FRESH_ADDRESS = "asking for a fresh address"


def warm_up() -> None:
    """What the first download would have to make: called before workers fork, it costs their first clip nothing."""
    shared_tls()
    posters.warm_up()
    storage.flaw()


def save_our_copy(generation_id: uuid.UUID, time_scale: float) -> None:
    """Fetch one clip if nobody else is at it; whatever goes wrong is on the row, and tried again."""
    row = _claim(generation_id)
    if row is None:
        return
    try:
        _save_or_say(row, time_scale)
    except DatabaseError as error:
        # What came whole waits in its temporary file; the next downloader needs a claim that is free
        log.warning("take %s: the database went away while its clip came: %s", row.pk, error)
        patiently(Generation.objects.filter(pk=row.pk).update, fetch_until=None, due_at=timezone.now())


def _save_or_say(row: Generation, time_scale: float) -> None:
    """Save it, or write down why not. Raises DatabaseError, of either."""
    try:
        _save(row)
    except fetcher.Expired as error:
        _ask_for_a_fresh_address(row, str(error), time_scale)
    except fetcher.AddressRefused as error:
        _try_again(row, f"{error} TRUSTED_RESULT_HOSTS can allow it.", time_scale)
    except fetcher.FetchError as error:
        _try_again(row, str(error), time_scale, error.retry_after)
    except NotAVideo as error:
        _try_again(row, str(error), time_scale)
    except OSError as error:
        log.warning("take %s: %s", row.pk, error)
        _try_again(row, _plainly(error), time_scale)


def sweep() -> int:
    """Remove what killed downloads and uploads left behind an hour ago and no take waits for; how many."""
    waiting = [
        str(key) for key in Generation.objects.filter(state=State.FETCHING).values_list("pk", flat=True)
    ]
    gone = storage.sweep_temp(HOUR, keep=waiting)
    try:
        # Which take a half upload belongs to is not known; while one waits, it may be that one's
        gone += storage.drop_unfinished(24 * HOUR if waiting else HOUR)
    except OSError as error:
        log.warning("half uploads stay until the next sweep: %s", error)
    return gone


def _claim(generation_id: uuid.UUID) -> Generation | None:
    """Take the row for the length of a download; a second downloader finds it taken."""
    now = timezone.now()
    rows = Generation.objects.filter(pk=generation_id, state=State.FETCHING, deleted_at=None)
    row = rows.select_related("connection", "workspace").first()
    if row is None or poll.is_being_fetched(row) or _is_pausing(row, now):
        return None
    # due soon: the watcher looks whether this process still lives
    mine = {"fetch_until": now + LEASE, "fetch_holder": lease.me(), "due_at": now + poll.LOOK_AFTER_FETCHER}
    was = {"fetch_until": row.fetch_until, "fetch_holder": row.fetch_holder}
    return row if rows.filter(**was).update(**mine) else None


def _is_pausing(row: Generation, now: datetime) -> bool:
    """After a failure it is nobody's until the pause is over, whoever else was asked meanwhile.

    A pause that ends later than any lasts was written by a clock that has been set back since.
    """
    end = None if row.fetch_holder else row.fetch_until
    return end is not None and now < end <= now + timedelta(seconds=LONGEST_PAUSE)


def _save(row: Generation) -> None:
    """Download unless an earlier attempt did, check, keep."""
    temp = storage.temp_path(str(row.pk))  # the same name each time: a download cut short goes on
    brought = rehearsed.bring if row.is_rehearsal else _download
    size, sha256 = _left_behind(temp) or brought(row, temp)
    crash_point("mid_download")
    try:
        _keep(row, temp, sha256, size, probe.probe(temp))
    except NotAVideo:
        temp.unlink(missing_ok=True)
        raise


def _left_behind(temp: Path) -> tuple[int, str] | None:
    """(bytes, SHA-256) of a file that came whole and was not kept; nothing else ever has this name."""
    try:
        with temp.open("rb") as file:
            return temp.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def _download(row: Generation, temp: Path) -> tuple[int, str]:
    limits: dict[str, Any] = {"max_bytes": LARGEST, "deadline": DEADLINE, "spare": SPARE}
    hosts = connections.result_hosts(row.connection)
    fetched = asyncio.run(fetcher.fetch(row.result_url, temp, trusted_hosts=hosts, **limits))
    return fetched.size, fetched.sha256


def _keep(row: Generation, temp: Path, sha256: str, size: int, facts: ClipFacts) -> None:
    """Move the checked file to its place, then say so in one transaction."""
    if not Generation.objects.filter(pk=row.pk, deleted_at=None).update(fetch_until=timezone.now() + LEASE):
        temp.unlink()  # deleted while it came: no file is born
        return
    poster, thumbnail = posters.poster_and_thumbnail(temp)
    final = storage.blob_path(
        row.workspace_id, sha256, ".mp4" if facts.container == "mp4" else f".{facts.container}"
    )
    storage.write_beside(final, ".poster.webp", poster)
    storage.write_beside(final, ".thumbnail.webp", thumbnail)
    storage.place(temp, final, each_part=lambda: _still_at_it(row))
    crash_point("after_rename")
    with transaction.atomic():
        kept = {"suffix": final.suffix, "mime": f"video/{facts.container}", "size": size}
        kept["stills"] = len(poster) + len(thumbnail)
        blob, _ = Blob.objects.get_or_create(workspace=row.workspace, sha256=sha256, defaults=kept)
        now = timezone.now()
        fields: dict[str, Any] = {
            "ready_at": now,
            "charged": "yes",
            "fetch_until": None,
            "last_poll_error": "",
        }
        if advance(row, State.READY, "ready", actor="downloader", detail=f"{size} bytes", **fields):
            measured = {
                "width": facts.width,
                "height": facts.height,
                "seconds": facts.seconds,
                "fps": facts.fps,
            }
            Clip.objects.create(generation=row, blob=blob, has_audio=facts.has_audio, **measured)
    crash_point("after_ready")


def _still_at_it(row: Generation) -> None:
    """A large upload may take longer than a download may: each part says that this process lives."""
    crash_point("mid_upload")
    mine = Generation.objects.filter(pk=row.pk, state=State.FETCHING, fetch_holder=lease.me())
    mine.update(fetch_until=timezone.now() + LEASE)


def _ask_for_a_fresh_address(row: Generation, words: str, time_scale: float) -> None:
    """The address is no good: let upstream name a new one, three times at most; then a person may look again."""
    asked = 0
    for name in row.events.order_by("-id").values_list("name", flat=True):
        if name == LOOKED_AGAIN:
            break
        asked += name == FRESH_ADDRESS
    fields: dict[str, Any] = {"fetch_until": None}
    if asked < len(FRESH_PAUSES):
        due = timezone.now() + timedelta(seconds=FRESH_PAUSES[asked] * time_scale)
        advance(row, State.RUNNING, FRESH_ADDRESS, actor="downloader", detail=words, due_at=due, **fields)
        return
    fields |= {"error_code": "result_expired", "error_message": words, "charged": "yes"}
    advance(row, State.FAILED, "result lost", actor="downloader", detail=words, **fields)


def _plainly(error: OSError) -> str:
    """What the disk or the storage said, without numbers and paths."""
    match error.errno:
        case None:
            return str(error)
        case errno.ENOSPC | errno.EDQUOT:
            return f"The disk is full ({error.strerror}). It goes on by itself when there is space."
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return f"The media folder cannot be written to ({error.strerror})."
        case _:
            return f"The disk refused our copy ({error.strerror})."


def _try_again(row: Generation, words: str, time_scale: float, pause: float | None = None) -> None:
    """Stay in `fetching`, say why, come back later; the same words again are counted, not listed.

    pause: seconds that the file's server asked for.
    """
    log.warning("take %s: the download failed and will be tried again: %s", row.pk, words)
    tries = row.tries + 1
    wait = (
        backoff(tries, random.random, LONGEST_PAUSE) if pause is None else min(max(pause, 1.0), LONGEST_PAUSE)
    )
    due = timezone.now() + timedelta(seconds=wait * time_scale)
    fields: dict[str, Any] = {"fetch_until": due, "fetch_holder": "", "tries": tries, "due_at": due}
    fields["reason"] = "download_failed"
    if row.reason == fields["reason"] and row.last_poll_error == words[:500]:
        Generation.objects.filter(pk=row.pk, state=State.FETCHING).update(**fields)
        return
    fields["last_poll_error"] = words[:500]
    advance(row, State.FETCHING, "download failed", actor="downloader", detail=words[:500], **fields)
