"""Guesses that are counted: so many in a stretch of time, for all processes together and across restarts."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

FORGOTTEN = timedelta(days=1)


class Attempt(models.Model):
    """How often something was tried since `since`: `key` says what, such as "share <id>", or hides it (`hidden`)."""

    key = models.CharField(max_length=120, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(db_index=True)


def spend(key: str, most: int, within: timedelta, count: int = 1) -> int:
    """Take one of `most` tries, or `count` of them together, before it is known whether it succeeds.

    Seconds to wait when not so many are left, else 0.
    """
    now = timezone.now()
    Attempt.objects.filter(since__lt=now - FORGOTTEN).delete()
    with transaction.atomic():
        Attempt.objects.get_or_create(key=key, defaults={"since": now})
        row = Attempt.objects.select_for_update().get(key=key)
        if row.since <= now - within:
            row.since, row.count = now, 0
        if row.count + count > most:
            return max(1, round((row.since + within - now).total_seconds()))
        row.count += count
        row.save(update_fields=["since", "count"])
    return 0


def give_back(keys: Sequence[str]) -> None:
    """A try that succeeded was no guess."""
    Attempt.objects.filter(key__in=keys, count__gt=0).update(count=models.F("count") - 1)


def forgive(key: str) -> None:
    """The right word was said: earlier tries are forgotten."""
    Attempt.objects.filter(key=key).delete()


def hidden(what: str, who: str) -> str:
    """A key that tells what was tried and not by whom: a name, in whatever case, or an address."""
    return f"{what} {hashlib.sha256(who.casefold().encode()).hexdigest()}"
