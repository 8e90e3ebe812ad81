"""Takes, batches, references and bookings that a person may hold."""

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import FETCH_RAISE, QuerySet
from django.http import Http404

from playground.access.people import (
    EDITORS,
    entered,
    get_workspace_to_edit,
    listed_workspaces,
    one,
    workspace_of,
)
from playground.models import Batch, Booking, Generation, Reference, User
from playground.models.generation import GenerationQuerySet


def bookings_to_view(user: User) -> QuerySet[Booking]:
    """All bookings of the workspace a person works in."""
    return Booking.objects.filter(workspace=workspace_of(user))


def get_batch_to_view(user: User, batch_id: uuid.UUID) -> Batch:
    """One batch. Raises Http404."""
    rows = Batch.objects.filter(pk=batch_id, workspace__memberships__user=user)
    return entered(user, one(rows.first()))


def get_batch_to_edit(user: User, batch_id: uuid.UUID) -> Batch:
    """One batch of a workspace in which the person may change things. Raises Http404."""
    mine = {"workspace__memberships__user": user, "workspace__memberships__role__in": EDITORS}
    return one(Batch.objects.filter(pk=batch_id, **mine).first())


def generations_to_view(user: User) -> GenerationQuerySet:
    """All takes a person may see, in whichever workspace."""
    return Generation.objects.shown().filter(workspace__memberships__user=user)


def generations_here(user: User) -> GenerationQuerySet:
    """The takes of the workspace a person works in."""
    return Generation.objects.shown().filter(workspace=workspace_of(user))


def newest_generations(user: User, count: int) -> list[Generation]:
    """The last takes where a person works, for a list; a range of the index, however many there are."""
    rows = Generation.objects.shown().filter(workspace_id__in=listed_workspaces(user))
    return list(rows.fetch_mode(FETCH_RAISE)[:count])


def generations_to_edit(user: User, ids: Iterable[uuid.UUID]) -> list[Generation]:
    """Those of the named takes that the person may change, newest first. Raises Http404 when there is none."""
    mine = {"workspace__memberships__user": user, "workspace__memberships__role__in": EDITORS}
    found = list(Generation.objects.shown().filter(pk__in=list(ids), **mine))
    if not found:
        raise Http404
    return found


def get_generation_to_view(user: User, generation_id: uuid.UUID) -> Generation:
    """One take. Raises Http404, the same for unknown and foreign ids."""
    return entered(user, one(generations_to_view(user).filter(pk=generation_id).first()))


def get_generation_to_use(user: User, generation_id: uuid.UUID) -> Generation:
    """One take, for something new where the person works. Raises Http404 for one of another workspace too."""
    rows = Generation.objects.shown().filter(pk=generation_id, workspace=get_workspace_to_edit(user))
    return one(rows.first())


def get_generations_to_view(user: User, ids: Sequence[uuid.UUID]) -> list[Generation]:
    """Several takes, in this order. Raises Http404 for all if one of them is unknown or foreign."""
    found = generations_to_view(user).prefetch_related("tags").in_bulk(ids)
    takes = [one(found.get(each)) for each in ids]
    return [entered(user, takes[0]), *takes[1:]] if takes else []


def deleted_to_view(user: User, generation_id: uuid.UUID) -> Generation | None:
    """A take the person could see until somebody deleted it, for a page that says so; None: never or nobody's."""
    rows = Generation.objects.filter(pk=generation_id, workspace__memberships__user=user)
    found = rows.exclude(deleted_at=None).select_related("kept_clip__blob").first()
    return entered(user, found) if found else None


def was_deleted(user: User, generation_id: uuid.UUID) -> bool:
    """Whether this was a take the person could see until somebody deleted it."""
    rows = Generation.objects.filter(pk=generation_id, workspace__memberships__user=user)
    return rows.exclude(deleted_at=None).exists()


def get_generation_to_edit(user: User, generation_id: uuid.UUID) -> Generation:
    """One take of a workspace in which the person may change things. Raises Http404."""
    rows = Generation.objects.shown().filter(
        pk=generation_id, workspace__memberships__user=user, workspace__memberships__role__in=EDITORS
    )
    return entered(user, one(rows.first()))


def get_reference_to_view(user: User, reference_id: uuid.UUID) -> Reference:
    """One reference image. Raises Http404."""
    rows = Reference.objects.filter(pk=reference_id, workspace__memberships__user=user).select_related("blob")
    return entered(user, one(rows.first()))


def get_reference_to_use(user: User, reference_id: uuid.UUID) -> Reference:
    """One reference, for something new where the person works. Raises Http404 for another workspace's too."""
    rows = Reference.objects.filter(pk=reference_id, workspace=workspace_of(user))
    return one(rows.select_related("blob").first())


def get_reference_to_edit(user: User, reference_id: uuid.UUID) -> Reference:
    """One reference of a workspace in which the person may change things. Raises Http404."""
    mine = {"workspace__memberships__user": user, "workspace__memberships__role__in": EDITORS}
    return one(Reference.objects.filter(pk=reference_id, **mine).select_related("blob").first())
