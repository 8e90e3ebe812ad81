"""What puts the engine right again: nobody watches, a worker died, the queue is stuck."""

from datetime import timedelta

from django.utils import timezone

from playground.jobs import bell, lease
from playground.models import Lease

STUCK = timedelta(seconds=12)


def ensure() -> None:
    """Ring the bell when nobody watches: one SELECT when all is well."""
    if not lease.is_held():
        bell.ring_watch()


def cluster_is_wedged() -> bool:
    """Whether the bell rang and nobody came for so long that the cluster must be started anew.

    django-q2 stops for ever when an idle worker is killed while it holds the queue's lock.
    """
    row = Lease.objects.filter(name=lease.NAME).first()
    if row is None or row.rung_at is None or lease.is_held():
        return False
    heard = row.renewed_at or row.rung_at
    return heard < timezone.now() - STUCK and row.rung_at > heard
