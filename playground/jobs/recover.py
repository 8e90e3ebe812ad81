"""What puts the engine right again: nobody watches, a worker died, the queue is stuck."""

import logging
from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from playground.jobs import bell, lease
from playground.jobs.share import shares
from playground.models import Lease

log = logging.getLogger("playground.jobs")
STUCK = timedelta(seconds=12)


def ensure() -> None:
    """Ring the bell for each share that nobody watches: one SELECT when all is well."""
    held, died = lease.held(), lease.died()
    for share in shares():
        if share.lease not in held:
            bell.ring_watch(share, at_once=share.lease in died)


def wake() -> None:
    """After a change that is kept. A database that does not answer any more costs seconds, as a lost ring does:
    whoever asked for the change must not hear that nothing was kept.
    """
    try:
        ensure()
    except (OperationalError, InterfaceError) as error:
        log.warning("nobody was asked to watch: %s", str(error).partition("\n")[0])


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
