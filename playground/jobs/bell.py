"""The bell: the only door to django-q2. A ring says "there may be work"; what work, our rows say."""

import contextlib
import logging
import os
import select
import signal
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_q.brokers.orm import ORM
from django_q.conf import Conf

if TYPE_CHECKING:
    from playground.jobs.share import Share

log = logging.getLogger("playground.jobs")
WATCH = "playground.jobs.tasks.watch"
FETCH = "playground.jobs.tasks.fetch"
SWEEP = "playground.jobs.tasks.sweep"
RING_AGAIN = timedelta(seconds=3)
_stopping_read, _stopping_write = -1, -1
_heard_read, _heard_write = -1, -1


class Queue(ORM):  # type: ignore[misc]  # untyped
    """The queue in our database. A ring of one's own cluster is heard at once, others' within the queue's `poll`."""

    def enqueue(self, task: str) -> int:
        """Write it down, then wake who brings tasks to the workers of this cluster."""
        key: int = super().enqueue(task)
        if _heard_write >= 0:
            with contextlib.suppress(BlockingIOError):  # so full that it is awake
                os.write(_heard_write, b"!")
        return key

    def dequeue(self) -> list[tuple[int, str]] | None:
        """The next task, or none after the pause."""
        waiting = self.get_connection().filter(key=self.list_key, lock__lt=timezone.now())
        if waiting.exists():
            found: list[tuple[int, str]] | None = super().dequeue()
            return found
        if select.select([_heard_read] if _heard_read >= 0 else [], [], [], Conf.POLL)[0]:
            with contextlib.suppress(BlockingIOError):  # another reader of this pipe was faster
                os.read(_heard_read, 4096)
        return None


def ring_watch(share: "Share", *, at_once: bool = False) -> None:
    """Ask a worker to watch a share; at most once in a few seconds, however often it is called.

    at_once: the one who watched is dead, so a ring of a moment ago was for it.
    """
    from playground.models import Lease

    now = timezone.now()
    Lease.objects.get_or_create(name=share.lease)
    quiet = (
        Q()
        if at_once
        else Q(rung_at=None) | Q(rung_at__lt=now - RING_AGAIN) | Q(rung_at__gt=now + RING_AGAIN)
    )
    if Lease.objects.filter(quiet, name=share.lease).update(rung_at=now):
        _enqueue(WATCH, share.number)


def ring_next_slice(number: int) -> bool:
    """Ask for the next slice of watching, when one ends as it should; False: the queue can't be reached."""
    return _send(WATCH, number)


def ring_fetch(generation_id: str) -> None:
    """Ask a worker to save our copy of one finished clip."""
    _enqueue(FETCH, generation_id)


def ring_sweep() -> None:
    """Ask a worker to look after what was deleted and what has grown old."""
    _enqueue(SWEEP)


def _enqueue(name: str, *args: str | int) -> None:
    transaction.on_commit(lambda: _send(name, *args))


def _send(name: str, *args: str | int) -> bool:
    """Only words and numbers cross the queue. A lost one costs seconds: a broken broker must not fail a click."""
    from django_q.tasks import async_task

    try:
        async_task(name, *args)
    except Exception as error:
        log.warning("the bell did not ring (%s): %s", name, error)
        return False
    return True


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

    global _stopping_read, _stopping_write, _heard_read, _heard_write
    # Inherited by every worker and never read: readable means stopping
    _stopping_read, _stopping_write = os.pipe()
    _heard_read, _heard_write = os.pipe()
    os.set_blocking(_heard_read, False)
    os.set_blocking(_heard_write, False)
    cluster = Cluster()

    def stop(signum: int, frame: Any) -> None:
        os.write(_stopping_write, b"!")
        cluster.sig_handler(signum, frame)

    cluster.start()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while cluster.sentinel is not None and cluster.sentinel.is_alive():
        cluster.sentinel.join(0.5)


def stopping_line() -> int:
    """What becomes readable when this worker's cluster is asked to end; -1: it has no cluster."""
    return _stopping_read


def is_stopping() -> bool:
    """Whether this worker's cluster was asked to end."""
    return _stopping_read >= 0 and bool(select.select([_stopping_read], [], [], 0)[0])
