"""The library: every reference of a workspace once by content, the newest of equal ones standing for all of them."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import FETCH_RAISE, Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from playground.models.blob import Reference
from playground.models.generation import GenerationReference
from playground.models.removal import UNDO_WITHIN


@dataclass
class Entry:
    """A reference as the library shows it, and in how many takes it is used."""

    reference: Reference
    uses: int = 0


@dataclass(frozen=True)
class Shelf:
    """A page of the library, newest first."""

    entries: list[Entry]
    has_older: bool


@dataclass(frozen=True)
class Withdrawal:
    """What was deleted at one moment."""

    moment: datetime
    count: int


def listed(workspaces: Sequence[int]) -> QuerySet[Reference]:
    """One row for each content, newest first."""
    living = Reference.objects.filter(workspace_id__in=workspaces, deleted_at=None)
    later = Q(created_at__gt=OuterRef("created_at")) | Q(
        created_at=OuterRef("created_at"), pk__gt=OuterRef("pk")
    )
    newer = Reference.objects.filter(later, blob=OuterRef("blob"), deleted_at=None)
    rows = living.exclude(Exists(newer)).select_related("blob")
    return rows.order_by("-created_at", "-pk").fetch_mode(FETCH_RAISE)


def shelf(workspaces: Sequence[int], words: str, kind: str, before: uuid.UUID | None, size: int) -> Shelf:
    """At most `size` of what is called so; `before`: older than that one."""
    rows = listed(workspaces)
    for word in words.split()[:8]:
        rows = rows.filter(name__icontains=word)
    if kind:
        rows = rows.filter(kind=kind)
    edge = Reference.objects.filter(
        pk__in=[before] if before else [], workspace_id__in=workspaces
    ).values_list("created_at", "pk")
    for at, pk in edge:
        rows = rows.filter(created_at__lte=at).exclude(created_at=at, pk__gte=pk)
    found = list(rows.select_related("source", "cut_from")[: size + 1])
    return Shelf(with_uses(found[:size]), len(found) > size)


def with_uses(references: Iterable[Reference]) -> list[Entry]:
    """Each with how many takes used its content, whatever row of it they used: one question for all."""
    entries = {each.blob_id: Entry(each) for each in references}
    used = _used(list(entries)).values_list("reference__blob_id")
    for blob, count in used.annotate(Count("generation", distinct=True)).order_by():
        entries[blob].uses = count
    return list(entries.values())


def takes_with(blob: int, count: int) -> list[uuid.UUID]:
    """The latest takes that used this content."""
    rows = _used([blob]).order_by("-generation__created_at").values_list("generation_id", flat=True)
    return list(dict.fromkeys(rows[: count * 4]))[:count]


def _used(blobs: Sequence[int]) -> QuerySet[GenerationReference]:
    return GenerationReference.objects.filter(reference__blob_id__in=blobs, generation__deleted_at=None)


def withdraw(reference: Reference) -> None:
    """Take this content out of the library; its bytes go later, and only if no take uses them (jobs/gone.py)."""
    alike = Reference.objects.filter(blob=reference.blob_id, deleted_at=None)
    alike.update(deleted_at=timezone.now())


def latest(workspaces: Sequence[int]) -> Withdrawal | None:
    """The newest deletion that can still be taken back."""
    since = timezone.now() - UNDO_WITHIN
    rows = Reference.objects.filter(deleted_at__gte=since, purged_at=None, workspace_id__in=workspaces)
    gone = Counter(dict(rows.values_list("deleted_at").annotate(Count("blob", distinct=True)).order_by()))
    moment = max((at for at in gone if at), default=None)
    return Withdrawal(moment, gone[moment]) if moment else None


def undo(moment: datetime, workspaces: Sequence[int]) -> int:
    """Bring back what went at that moment, if it is not too late; how many rows."""
    if moment < timezone.now() - UNDO_WITHIN:
        return 0
    with transaction.atomic():
        return _went_at(moment, workspaces).update(deleted_at=None)


def went_at(moment: datetime, workspaces: Sequence[int]) -> list[Reference]:
    """What left at that moment and can still be brought back; of equal ones the newest."""
    if moment < timezone.now() - UNDO_WITHIN:
        return []
    return list({each.blob_id: each for each in _went_at(moment, workspaces).order_by("created_at")}.values())


def finish(moment: datetime, workspaces: Sequence[int]) -> int:
    """Let nothing of it be brought back; what no take uses goes at the next sweep. How many rows."""
    return _went_at(moment, workspaces).update(purged_at=timezone.now())


def _went_at(moment: datetime, workspaces: Sequence[int]) -> QuerySet[Reference]:
    return Reference.objects.filter(deleted_at=moment, purged_at=None, workspace_id__in=workspaces)
