"""How often somebody may try: counted in the database, so that all web processes and every restart know of it.

The row is held while it counts: fifty tries at one moment are fifty. Who tries is kept as a hash, for a day.
"""

import hashlib
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

KEPT = timedelta(days=1)


class Attempt(models.Model):
    """So many tries of one thing by one name or address, until the window ends."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)


@transaction.atomic
def count(what: str, who: str, window: timedelta) -> int:
    """Count one more try, before it is looked at; how many there were in this window."""
    key, now = _key(what, who), timezone.now()
    Attempt.objects.bulk_create([Attempt(key=key, count=0, ends_at=now)], ignore_conflicts=True)
    row = Attempt.objects.select_for_update().get(key=key)
    if row.ends_at <= now:
        row.count, row.ends_at = 0, now + window
        Attempt.objects.filter(ends_at__lte=now - KEPT).delete()
    row.count += 1
    row.save()
    return row.count


def forgive(what: str, who: str) -> None:
    """The right word was said: earlier tries of this name are forgotten."""
    Attempt.objects.filter(key=_key(what, who)).delete()


def _key(what: str, who: str) -> str:
    return hashlib.sha256(f"{what}\0{who.casefold()}".encode()).hexdigest()
