"""What an account held when: the only way to learn what a take really cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from playground.models.connection import Connection
from playground.models.generation import Generation

LONGEST = timedelta(days=1)  # no take runs for longer; the gateway keeps no clip for longer


class BalanceReading(models.Model):
    """One balance, from when it was first to when it was last read: an idle account fills no table."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="readings")
    balance = models.BigIntegerField()  # milli-credits
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["connection", "since"], name="read")]


def note(connection: Connection, balance: int | None, at: datetime) -> None:
    """Keep a balance that was just read."""
    if balance is None:
        return
    last = connection.readings.order_by("-since").first()
    if last is not None and last.balance == balance and last.until <= at:
        connection.readings.filter(pk=last.pk).update(until=at)
    else:
        connection.readings.create(balance=balance, since=at, until=at)


@dataclass(frozen=True)
class Actual:
    """How much the account lost while these takes ran. `alone`: no other take of it ran, so it is theirs."""

    fell_by: int
    alone: bool


def actual_of(takes: Sequence[Generation]) -> Actual | None:
    """By the balances before and after; None while one of them is missing."""
    sent = [take.submitted_at for take in takes if take.submitted_at]
    ended = [take.completed_at for take in takes if take.completed_at]
    if not sent or any(take.is_open for take in takes):
        return None
    connection, first, last = takes[0].connection_id, min(sent), max(ended, default=max(sent))
    readings = BalanceReading.objects.filter(connection=connection)
    before = readings.filter(since__lte=first).order_by("-since").first()
    after = readings.filter(until__gte=last).order_by("since").first()
    if before is None or after is None:
        return None
    begin, end = min(before.until, first), max(after.since, last)
    # By the index of the newest takes: among a million, those that can have run then are few
    others = Generation.objects.filter(workspace=takes[0].workspace_id, connection=connection)
    others = others.filter(created_at__range=(begin - LONGEST, end), submitted_at__lt=end)
    others = others.filter(Q(completed_at=None, due_at__isnull=False) | Q(completed_at__gt=begin))
    return Actual(before.balance - after.balance, not others.exclude(pk__in=[t.pk for t in takes]).exists())
