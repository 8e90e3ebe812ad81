"""Before an upgrade: nothing new is sent, and what is being sent is waited for.

The mark is a row beside the leases, so it holds for every watcher on every machine. It is read in the very transaction
that makes a take `submitting`, behind the lock that whoever sets it takes too: once it is set, none begins.
"""

from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from playground.jobs import bell
from playground.models import Generation, Lease
from playground.models.lifecycle import Fence, advance, fenced, next_version
from playground.models.state import State

NAME = "drain"
REASON = "draining"  # why a queued take waits
# "Is not null" in words that make SQLite take the index: the rows that have a next look are few
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
AT_MOST = timedelta(days=1)  # further away: a clock that was set back


class Begun(Enum):
    """What became of the attempt to begin sending."""

    YES = "yes"
    DRAINED = "drained"
    LOST = "lost"  # somebody else moved the take
    STOPPING = "stopping"  # this process was asked to end: the next one sends it


def until() -> datetime | None:
    """When sending goes on by itself; None: nothing holds it."""
    row = Lease.objects.filter(name=NAME).values_list("until", flat=True).first()
    now = timezone.now()
    return row if row is not None and now < row <= now + AT_MOST else None


def is_on() -> bool:
    """Whether nothing new may be sent."""
    return until() is not None


def begin(row: Generation, actor: str, fence: Fence, fields: dict[str, Any], only: Q) -> Begun:
    """Make a take `submitting`, unless nothing may be sent, or `only` does not hold of it any more."""
    with fenced(fence):
        next_version()  # for its lock: `start` takes the same
        if is_on():
            return Begun.DRAINED
        if bell.is_stopping():
            return Begun.STOPPING
        moved = advance(row, State.SUBMITTING, "submitting", actor=actor, fence=fence, only=only, **fields)
        return Begun.YES if moved else Begun.LOST


@transaction.atomic
def start(lasts: timedelta) -> None:
    """From the commit on nothing begins to be sent, for so long at most."""
    next_version()
    end = timezone.now() + min(lasts, AT_MOST)
    Lease.objects.update_or_create(name=NAME, defaults={"until": end, "holder": ""})


def end() -> None:
    """Sending goes on; who waits looks every two seconds."""
    Lease.objects.filter(name=NAME).delete()


def being_sent() -> int:
    """Takes whose paid request is out, and whose answer is not there yet."""
    return Generation.objects.filter(due_at__gt=LONG_AGO, state=State.SUBMITTING).count()
