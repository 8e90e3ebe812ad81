"""What happens once a day, whoever comes first: retention rules, expired sign-ins, sizes nobody has measured yet."""

import logging
from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Q
from django.utils import timezone

from playground.jobs import gone
from playground.media import storage
from playground.models import Blob, Lease, Retention, retention

log = logging.getLogger("playground.daily")
NAME = "daily"
DAY = timedelta(days=1)
A_ROUND = timedelta(minutes=10)  # one that was killed is done again after it
AT_ONCE = 100
MEASURED = 1_000  # blobs a round


def round_if_due() -> bool:
    """The round, unless somebody has made it today or is at it."""
    now = timezone.now()
    if not _claim(now):
        return False
    SessionStore.clear_expired()
    apply_rules()
    measure()
    Lease.objects.filter(name=NAME).update(until=now + DAY)
    return True


def apply_rules() -> int:
    """Each workspace's rule, in small batches, the files of one gone before the next; how many clips."""
    count = 0
    for rule in Retention.objects.exclude(rule=Retention.Rule.KEEP):
        while done := retention.apply(rule, AT_ONCE):
            count += done
            gone.sweep()
    return count


def measure() -> None:
    """How much lies beside copies that were kept before anybody wrote it down."""
    for blob in Blob.objects.filter(stills=None)[:MEASURED]:
        try:
            size = storage.stills(storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix))
        except OSError as error:
            log.warning("the pictures beside the copies are measured another day: %s", error)
            return
        Blob.objects.filter(pk=blob.pk).update(stills=size)


def _claim(now: datetime) -> bool:
    """A round further away than any is was planned by a clock that has been set back since."""
    Lease.objects.get_or_create(name=NAME)
    due = Q(until=None) | Q(until__lte=now) | Q(until__gt=now + 2 * DAY)
    return bool(Lease.objects.filter(due, name=NAME).update(until=now + A_ROUND))
