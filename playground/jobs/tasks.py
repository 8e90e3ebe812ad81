"""The doors that the queue opens: each is a few lines onto the work itself."""

import uuid

from django.conf import settings

from playground.jobs import bell


def watch() -> None:
    """Watch for one slice, if nobody else does, then ask for the next."""
    from playground.jobs.watcher import watch_one_slice

    if watch_one_slice() and not bell.is_stopping():
        bell.ring_next_slice()


def fetch(generation_id: str) -> None:
    """Save our copy of one finished clip, if nobody else is at it."""
    from playground.jobs.fetch import save_our_copy

    save_our_copy(uuid.UUID(generation_id), time_scale=settings.TIME_SCALE)
