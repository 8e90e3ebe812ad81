"""Since when a person has not looked, and which takes came to an end meanwhile.

A browser tells when its last tab is hidden and when one is looked at again. What ended in between is new to that
person, and stays so until the next absence; going from page to page is none.
"""

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from playground.models.generation import Generation, GenerationQuerySet
from playground.models.people import User
from playground.models.state import State

SHORTEST = timedelta(seconds=10)  # from page to page takes less
ENDS = (State.READY, State.FAILED)


def leave(user: User, now: datetime) -> None:
    """Nobody looks any more; hearing it twice changes nothing."""
    User.objects.filter(pk=user.pk, away_since=None).update(away_since=now)


def come(user: User, now: datetime) -> None:
    """Somebody looks again."""
    here = User.objects.filter(pk=user.pk)
    here.filter(away_since__lt=now - SHORTEST).update(left_at=F("away_since"), came_at=now)
    here.filter(away_since__isnull=False).update(away_since=None)


def is_new(take: Generation, user: User) -> bool:
    """Whether it came to an end while this person did not look."""
    ended = take.ready_at if take.state == State.READY else take.completed_at
    if ended is None or take.state not in ENDS:
        return False
    if user.away_since and ended > user.away_since:
        return True
    return bool(user.left_at and user.came_at and user.left_at < ended <= user.came_at) and not _long_away(
        user
    )


def finished_since_left(takes: GenerationQuerySet, user: User) -> GenerationQuerySet:
    """Of these, the person's own that ended since nobody looks, the latest first; none while somebody does."""
    since = getattr(user, "away_since", None)  # somebody who is not signed in has never left
    if since is None:
        return takes.none()
    ready, failed = Q(state=State.READY, ready_at__gt=since), Q(state=State.FAILED, completed_at__gt=since)
    return takes.filter(ready | failed, owner=user).order_by("-version")


def _long_away(user: User) -> bool:
    """Whether the present absence is one of its own: then the one before is over."""
    return user.away_since is not None and user.away_since < timezone.now() - SHORTEST
