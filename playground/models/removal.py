"""Deleting takes, or their clips alone, and taking it back: a tombstone first, the files later (jobs/gone.py).

A take that is still open obeys the engine's own rule: deleted, it is neither sent nor copied. All that went at one
click has one moment, and that moment is what an undo names. Deleted for good, it has no undo, and the files go at once.
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


def can_undo(take: Generation) -> bool:
    """Whether a deleted take can still be brought back."""
    since = timezone.now() - UNDO_WITHIN
    return take.deleted_at is not None and take.purged_at is None and take.deleted_at >= since


def latest(workspaces: Sequence[int]) -> Removal | None:
    """The newest deletion that can still be taken back."""
    # By the small index of tombstones alone: with the workspace in it, SQLite would walk all its takes
    since = timezone.now() - UNDO_WITHIN
    takes = Generation.objects.filter(deleted_at__gte=since).values_list("deleted_at", "workspace_id")
    takes = takes.filter(purged_at=None)
    clips = _undoable().filter(deleted_at__gte=since).values_list("deleted_at", "generation__workspace_id")
    gone, bare = (Counter(at for at, where in rows if at and where in workspaces) for rows in (takes, clips))
    if not gone and not bare:
        return None
    moment = max([*gone, *bare])
    return Removal(moment, gone[moment], bare[moment])


def went_at(moment: datetime, workspaces: Sequence[int]) -> list[Generation]:
    """The takes that went then, or whose clips did, and can still be brought back."""
    if moment < timezone.now() - UNDO_WITHIN:
        return []
    takes, _, theirs = _gone_at(moment, workspaces)
    return [*takes, *theirs]


def finish(moment: datetime, workspaces: Sequence[int], actor: str) -> int:
    """Let nothing of what went at that moment be brought back; the files go at the next sweep. How many takes."""
    with transaction.atomic():
        takes, clips, theirs = _gone_at(moment, workspaces)
        _tell(takes, "deleted for good", actor)
        _tell(theirs, "deleted for good", actor)
        final = {"rule": Clip.Rule.PERSON}
        bare = Clip.objects.filter(pk__in=list(clips.values_list("pk", flat=True))).update(**final)
        return bare + takes.update(purged_at=timezone.now())


def undo(moment: datetime, workspaces: Sequence[int], actor: str) -> int:
    """Bring back what went at that moment, if it is not too late; how many takes and clips."""
    if moment < timezone.now() - UNDO_WITHIN:
        return 0
    with transaction.atomic():
        version = next_version()
        takes, clips, theirs = _gone_at(moment, workspaces)
        _tell(takes, "restored", actor)
        _tell(theirs, "clip restored", actor)
        theirs.update(version=version)
        back = Clip.objects.filter(pk__in=list(clips.values_list("pk", flat=True))).update(deleted_at=None)
        return back + takes.update(deleted_at=None, version=version)


def _undoable() -> QuerySet[Clip]:
    """Deleted by a person who may have second thoughts, and not removed yet."""
    return Clip.objects.filter(deleted_at__isnull=False, removed_at=None, rule="")


def _gone_at(
    moment: datetime, workspaces: Sequence[int]
) -> tuple[QuerySet[Generation], QuerySet[Clip], QuerySet[Generation]]:
    """Whole takes; clips; the takes of those clips."""
    takes = Generation.objects.filter(deleted_at=moment, purged_at=None, workspace_id__in=workspaces)
    clips = _undoable().filter(deleted_at=moment, generation__workspace_id__in=workspaces)
    theirs = Generation.objects.filter(pk__in=list(clips.values_list("generation_id", flat=True)))
    return takes, clips, theirs


def _tell(takes: QuerySet[Generation], name: str, actor: str) -> None:
    now = timezone.now()
    Event.objects.bulk_create(
        Event(generation_id=pk, at=now, name=name, from_state=state, to_state=state, actor=actor)
        for pk, state in takes.values_list("pk", "state")
    )
