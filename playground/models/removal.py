"""Deleting takes, or their clips alone, and taking it back: a tombstone first, the files later (jobs/gone.py).

A take that is still open obeys the engine's own rule: deleted, it is neither sent nor copied. All that went at one
click has one moment, and that moment is what an undo names.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from playground.models.clip import Clip
from playground.models.event import Event
from playground.models.generation import Generation
from playground.models.lifecycle import next_version

UNDO_WITHIN = timedelta(minutes=15)


@dataclass(frozen=True)
class Removal:
    """What went at one moment: whole takes, or clips whose prompts stay."""

    moment: datetime
    takes: int
    clips: int


def delete_takes(takes: Sequence[Generation], actor: str) -> int:
    """Tombstones for whole takes; how many."""
    with transaction.atomic():
        version = next_version()
        living = Generation.objects.filter(pk__in=[take.pk for take in takes], deleted_at=None)
        _tell(living, "deleted", actor)
        return living.update(deleted_at=timezone.now(), version=version)


def delete_clips(takes: Sequence[Generation], actor: str) -> int:
    """Tombstones for the clips of finished takes; prompt, settings and price stay in History. How many."""
    with transaction.atomic():
        version = next_version()
        kept = Clip.objects.filter(generation__in=[take.pk for take in takes], deleted_at=None)
        theirs = Generation.objects.filter(pk__in=list(kept.values_list("generation_id", flat=True)))
        _tell(theirs, "clip deleted", actor)
        theirs.update(version=version)
        return kept.update(deleted_at=timezone.now())


def latest(workspaces: Sequence[int]) -> Removal | None:
    """The newest deletion that can still be taken back."""
    # By the small index of tombstones alone: with the workspace in it, SQLite would walk all its takes
    since = timezone.now() - UNDO_WITHIN
    takes = Generation.objects.filter(deleted_at__gte=since).values_list("deleted_at", "workspace_id")
    clips = Clip.objects.filter(deleted_at__gte=since).values_list("deleted_at", "generation__workspace_id")
    gone, bare = (Counter(at for at, where in rows if at and where in workspaces) for rows in (takes, clips))
    if not gone and not bare:
        return None
    moment = max([*gone, *bare])
    return Removal(moment, gone[moment], bare[moment])


def undo(moment: datetime, workspaces: Sequence[int], actor: str) -> int:
    """Bring back what went at that moment, if it is not too late; how many takes and clips."""
    if moment < timezone.now() - UNDO_WITHIN:
        return 0
    with transaction.atomic():
        version = next_version()
        takes = Generation.objects.filter(deleted_at=moment, workspace_id__in=workspaces)
        clips = Clip.objects.filter(deleted_at=moment, generation__workspace_id__in=workspaces)
        theirs = Generation.objects.filter(pk__in=list(clips.values_list("generation_id", flat=True)))
        _tell(takes, "restored", actor)
        _tell(theirs, "clip restored", actor)
        theirs.update(version=version)
        back = Clip.objects.filter(pk__in=list(clips.values_list("pk", flat=True))).update(deleted_at=None)
        return back + takes.update(deleted_at=None, version=version)


def _tell(takes: QuerySet[Generation], name: str, actor: str) -> None:
    now = timezone.now()
    Event.objects.bulk_create(
        Event(generation_id=pk, at=now, name=name, from_state=state, to_state=state, actor=actor)
        for pk, state in takes.values_list("pk", "state")
    )
