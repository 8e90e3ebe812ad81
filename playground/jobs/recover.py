"""What puts the engine right again: nobody watches, a worker died, the queue is stuck."""

from datetime import timedelta

from django.utils import timezone

from playground.jobs import bell, lease
from playground.jobs.share import shares
from playground.models import Lease

STUCK = timedelta(seconds=12)


def ensure() -> None:
    """Ring the bell for each share that nobody watches: one SELECT when all is well."""
    held, died = lease.held(), lease.died()
    for share in shares():
        if share.lease not in held:
            bell.ring_watch(share, at_once=share.lease in died)


def cluster_is_wedged() -> bool:
    """Whether the bell rang and nobody came for so long that the cluster must be started anew.

    django-q2 stops for ever when an idle worker is killed while it holds the queue's lock.
    """
    held, now = lease.held(), timezone.now()
    for row in Lease.objects.filter(name__in=[share.lease for share in shares()], rung_at__isnull=False):
        rung = row.rung_at or now
        heard = row.renewed_at or rung
        if row.name not in held and rung > heard and heard < now - STUCK:
            return True
    return False
