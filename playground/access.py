"""Who looks, and which rows that person may hold: a row you hold is a row you may touch."""

import uuid
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import FETCH_RAISE, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject

from playground import connection
from playground.models import (
    Batch,
    Booking,
    Connection,
    Generation,
    Membership,
    Recording,
    Reference,
    ShareLink,
    User,
    Workspace,
    share_link,
)
from playground.models.generation import GenerationQuerySet
from playground.models.rehearsal import RecordingQuerySet
from playground.models.share_link import Shared

LOCAL_OWNER = "owner"
EDITORS = (Membership.Role.OWNER, Membership.Role.EDITOR)


class LocalOwnerMiddleware(MiddlewareMixin):
    """In local mode the one owner is signed in by itself: nobody else reaches a loopback address."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Set request.user; a stream or a static file asks no database before a view needs it."""
        if settings.PLAYGROUND_MODE == "local":
            request.user = SimpleLazyObject(local_owner)  # type: ignore[assignment]  # stands in for a User
        return None


def local_owner() -> User:
    """The owner of a local installation, with a workspace, made whole at the first look."""
    owner = User.objects.filter(username=LOCAL_OWNER).first()
    if owner is None:
        with transaction.atomic():
            owner, made = User.objects.get_or_create(username=LOCAL_OWNER)
            if made:
                workspace = Workspace.objects.create(name="Playground")
                Membership.objects.create(user=owner, workspace=workspace, role=Membership.Role.OWNER)
    return owner


def workspace_of(user: User) -> Workspace:
    """The workspace a person works in. Raises Http404 for strangers."""
    membership = None
    if user.is_authenticated:
        membership = Membership.objects.filter(user=user).select_related("workspace").order_by("id").first()
    if membership is None:
        raise Http404
    return membership.workspace


def get_workspace_to_edit(user: User) -> Workspace:
    """The workspace a person works in, to change its settings. Raises Http404."""
    workspace = workspace_of(user)
    may = Membership.objects.filter(user=user, workspace=workspace, role__in=EDITORS).exists()
    return _one(workspace if may else None)


def bookings_to_view(user: User) -> QuerySet[Booking]:
    """All bookings a person may see."""
    return Booking.objects.filter(workspace__memberships__user=user)


def get_batch_to_view(user: User, batch_id: uuid.UUID) -> Batch:
    """One batch. Raises Http404."""
    return _one(Batch.objects.filter(pk=batch_id, workspace__memberships__user=user).first())


def get_batch_to_edit(user: User, batch_id: uuid.UUID) -> Batch:
    """One batch of a workspace in which the person may change things. Raises Http404."""
    mine = {"workspace__memberships__user": user, "workspace__memberships__role__in": EDITORS}
    return _one(Batch.objects.filter(pk=batch_id, **mine).first())


def generations_to_view(user: User) -> GenerationQuerySet:
    """All takes a person may see."""
    return Generation.objects.shown().filter(workspace__memberships__user=user)


def workspaces_of(user: User) -> list[int]:
    """The ids of all workspaces whose takes a person may see. Raises Http404 for strangers."""
    found = list(Membership.objects.filter(user=user).order_by("id").values_list("workspace_id", flat=True))
    if not found:
        raise Http404
    return found


def newest_generations(user: User, count: int) -> list[Generation]:
    """The last takes of all that a person may see, for a list; a range of the index, however many there are."""
    rows = Generation.objects.shown().filter(workspace_id__in=workspaces_of(user))
    return list(rows.fetch_mode(FETCH_RAISE)[:count])


def workspaces_to_edit(user: User) -> list[int]:
    """The ids of those in which a person may change things."""
    mine = Membership.objects.filter(user=user, role__in=EDITORS)
    return list(mine.order_by("id").values_list("workspace_id", flat=True))


def generations_to_edit(user: User, ids: Iterable[uuid.UUID]) -> list[Generation]:
    """Those of the named takes that the person may change, newest first. Raises Http404 when there is none."""
    mine = {"workspace__memberships__user": user, "workspace__memberships__role__in": EDITORS}
    found = list(Generation.objects.shown().filter(pk__in=list(ids), **mine))
    if not found:
        raise Http404
    return found


def get_generation_to_view(user: User, generation_id: uuid.UUID) -> Generation:
    """One take. Raises Http404, the same for unknown and foreign ids."""
    return _one(generations_to_view(user).filter(pk=generation_id).first())


def get_generations_to_view(user: User, ids: Sequence[uuid.UUID]) -> list[Generation]:
    """Several takes, in this order. Raises Http404 for all if one of them is unknown or foreign."""
    found = generations_to_view(user).prefetch_related("tags").in_bulk(ids)
    return [_one(found.get(each)) for each in ids]


def was_deleted(user: User, generation_id: uuid.UUID) -> bool:
    """Whether this was a take the person could see until somebody deleted it."""
    rows = Generation.objects.filter(pk=generation_id, workspace__memberships__user=user)
    return rows.exclude(deleted_at=None).exists()


def get_generation_to_edit(user: User, generation_id: uuid.UUID) -> Generation:
    """One take of a workspace in which the person may change things. Raises Http404."""
    rows = Generation.objects.shown().filter(
        pk=generation_id, workspace__memberships__user=user, workspace__memberships__role__in=EDITORS
    )
    return _one(rows.first())


def recordings_to_view(user: User) -> RecordingQuerySet:
    """All recorded runs a person may see, whose clips are still there. Raises Http404 for strangers."""
    return Recording.objects.playable(workspaces_of(user))


def get_recording_to_view(user: User, generation_id: uuid.UUID) -> Recording:
    """The recording of one take. Raises Http404."""
    return _one(recordings_to_view(user).filter(take_id=generation_id).first())


def get_recording_to_play(user: User, generation_id: uuid.UUID) -> Recording:
    """The recording of one take of a workspace in which the person may make takes. Raises Http404."""
    return _one(Recording.objects.playable(workspaces_to_edit(user)).filter(take_id=generation_id).first())


def get_reference_to_view(user: User, reference_id: uuid.UUID) -> Reference:
    """One reference image. Raises Http404."""
    rows = Reference.objects.filter(pk=reference_id, workspace__memberships__user=user).select_related("blob")
    return _one(rows.first())


def get_reference_to_edit(user: User, reference_id: uuid.UUID) -> Reference:
    """One reference of a workspace in which the person may change things. Raises Http404."""
    mine = {"workspace__memberships__user": user, "workspace__memberships__role__in": EDITORS}
    return _one(Reference.objects.filter(pk=reference_id, **mine).select_related("blob").first())


def get_connection_to_use(user: User) -> Connection:
    """The connection that the person's new takes use. Raises Http404 for strangers."""
    return connection.current(workspace_of(user))


def get_takes_to_share(user: User, ids: Sequence[uuid.UUID]) -> list[Generation]:
    """Finished takes of one workspace, in this order, that the person may show to others. Raises Http404 for all."""
    mine = {"workspace__memberships__user": user, "workspace__memberships__role__in": EDITORS}
    found = Generation.objects.shown().filter(**mine).in_bulk(ids)
    takes = [_one(found.get(each)) for each in ids]
    if not takes or len({take.workspace_id for take in takes}) > 1 or not all(take.clip for take in takes):
        raise Http404
    return takes


def share_links_to_view(user: User) -> QuerySet[ShareLink]:
    """All share links of a person's workspaces, newest first. Raises Http404 for strangers."""
    rows = ShareLink.objects.filter(workspace_id__in=workspaces_of(user))
    rows = rows.select_related("created_by").prefetch_related("items__generation__kept_clip")
    return rows.order_by("-created_at", "-id")


def get_share_link_to_edit(user: User, share_id: uuid.UUID) -> ShareLink:
    """One link of a workspace in which the person may change things. Raises Http404."""
    return _one(ShareLink.objects.filter(pk=share_id, workspace_id__in=workspaces_to_edit(user)).first())


def get_shared(token: str) -> Shared:
    """What a guest's token opens. Raises Http404, the same for unknown, revoked and expired ones and lost clips."""
    return _one(share_link.opened(token))


def _one[Row](row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
