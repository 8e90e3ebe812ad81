"""The doors that the queue opens: each is a few lines onto the work itself."""

import time
import uuid

from django.conf import settings

from playground import logs
from playground.jobs import bell

HOUR = 3600.0
SWEEPS = 300.0  # what was deleted is gone so many seconds after it can no longer be undone
_swept = _rang = time.monotonic()


def watch(number: int = 0) -> None:
    """Watch one share of the takes for a slice, if nobody else does, then ask for the next.

    While the queue can't be reached nobody could be asked: then this worker goes on itself.
    """
    from playground.jobs.share import Share
    from playground.jobs.watcher import watch_one_slice

    if number >= settings.WATCHERS:
        return
    _look_after()
    share = Share(number, settings.WATCHERS)
    while watch_one_slice(share) and not bell.is_stopping():
        if bell.ring_next_slice(number):
            return


def fetch(generation_id: str) -> None:
    """Save our copy of one finished clip, if nobody else is at it."""
    from playground.jobs.fetch import save_our_copy

    with logs.about(generation_id=generation_id):
        save_our_copy(uuid.UUID(generation_id), time_scale=settings.TIME_SCALE)
    _look_after()


def sweep() -> None:
    """The files of what was deleted for good, and once a day what has grown old."""
    from playground.jobs import daily, gone

    daily.round_if_due()
    gone.sweep()
    gone.sweep_references()


def _look_after() -> None:
    """Each worker process clears its machine's temporary files hourly, and now and then has somebody sweep."""
    from playground.jobs.fetch import sweep as sweep_temporary

    global _swept, _rang
    if time.monotonic() - _rang > SWEEPS:
        _rang = time.monotonic()
        bell.ring_sweep()
    if time.monotonic() - _swept > HOUR:
        _swept = time.monotonic()
        sweep_temporary()
