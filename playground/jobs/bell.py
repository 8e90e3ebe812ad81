"""The bell: the only door to django-q2. A ring says "there may be work"; what work, our rows say."""

import logging
import os
import select
import signal
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

log = logging.getLogger("playground.jobs")
WATCH = "playground.jobs.tasks.watch"
FETCH = "playground.jobs.tasks.fetch"
RING_AGAIN = timedelta(seconds=3)
_stopping_read, _stopping_write = -1, -1


def ring_watch() -> None:
    """Ask a worker to watch; at most once in a few seconds, however often it is called."""
    from playground.models import Lease

    now = timezone.now()
    Lease.objects.get_or_create(name="watch")
    quiet = Q(rung_at=None) | Q(rung_at__lt=now - RING_AGAIN)
    if Lease.objects.filter(quiet, name="watch").update(rung_at=now):
        _enqueue(WATCH)


def ring_next_slice() -> None:
    """Ask for the next slice of watching, when one ends as it should."""
    _enqueue(WATCH)


def ring_fetch(generation_id: str) -> None:
    """Ask a worker to save our copy of one finished clip."""
    _enqueue(FETCH, generation_id)


def _enqueue(name: str, *args: str) -> None:
    from django_q.tasks import async_task

    # Only words cross the queue, and a lost one costs seconds: a broken broker must not fail a click
    def send() -> None:
        try:
            async_task(name, *args)
        except Exception:
            log.exception("the bell did not ring: %s", name)

    transaction.on_commit(send)


def watch_over_workers(look: Callable[[], None]) -> None:
    """Call `look` in each new worker: a killed watcher is replaced at once."""
    from django_q.signals import post_spawn

    def started(**_: Any) -> None:
        try:
            look()
        except Exception:
            log.exception("a new worker could not look for work")

    post_spawn.connect(started, weak=False, dispatch_uid="playground.watch")


def run_cluster() -> None:
    """Run a django-q2 cluster in this process until SIGTERM or SIGINT; a running watch is told to end."""
    from django_q.cluster import Cluster

    global _stopping_read, _stopping_write
    # Inherited by every worker and never read: readable means stopping
    _stopping_read, _stopping_write = os.pipe()
    cluster = Cluster()

    def stop(signum: int, frame: Any) -> None:
        os.write(_stopping_write, b"!")
        cluster.sig_handler(signum, frame)

    cluster.start()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while cluster.sentinel is not None and cluster.sentinel.is_alive():
        cluster.sentinel.join(0.5)


def is_stopping() -> bool:
    """Whether this worker's cluster was asked to end."""
    return _stopping_read >= 0 and bool(select.select([_stopping_read], [], [], 0)[0])
