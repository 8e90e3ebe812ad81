"""The doors that the queue opens: each is a few lines onto the work itself."""

import time
import uuid

from django.conf import settings

from playground import logs
from playground.jobs import bell

HOUR = 3600.0
_swept = time.monotonic()


def watch(number: int = 0) -> None:
    """Watch one share of the takes for a slice, if nobody else does, then ask for the next.

    While the queue can't be reached nobody could be asked: then this worker goes on itself.
    """
    from playground.jobs.share import Share
    from playground.jobs.watcher import watch_one_slice

    if number >= settings.WATCHERS:
        return
    _sweep_hourly()
    share = Share(number, settings.WATCHERS)
    while watch_one_slice(share) and not bell.is_stopping():
        if bell.ring_next_slice(number):
            return


def fetch(generation_id: str) -> None:
    """Save our copy of one finished clip, if nobody else is at it."""
    from playground.jobs.fetch import save_our_copy

    with logs.about(generation_id=generation_id):
        save_our_copy(uuid.UUID(generation_id), time_scale=settings.TIME_SCALE)
    _sweep_hourly()


def _sweep_hourly() -> None:
    """Each worker process looks after the temporary files of its own machine, and after deleted clips."""
    from playground.jobs import gone
    from playground.jobs.fetch import sweep

    global _swept
    if time.monotonic() - _swept > HOUR:
        _swept = time.monotonic()
        sweep()
        gone.sweep()
        gone.sweep_references()
