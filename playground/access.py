"""Who looks, and which rows that person may hold: a row you hold is a row you may touch."""

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import FETCH_RAISE, QuerySet
from django.http import Http404

from playground import connection
from playground.local_owner import local_owner as local_owner
from playground.models import (
    Batch,
    Booking,
    Connection,
    Generation,
    Invitation,
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

EDITORS = (Membership.Role.OWNER, Membership.Role.EDITOR)


def memberships_of(user: User) -> list[Membership]:
    """All workspaces a person belongs to, the first one first; none for somebody who is not signed in."""
    if not user.is_authenticated:
        return []
    return list(Membership.objects.filter(user=user).select_related("workspace").order_by("id"))


def membership_of(user: User) -> Membership:
    """Where a person works just now, and as what. Raises Http404 for strangers.

    The workspace that the page or the row names, or else the one chosen last, or else the first.
    """
    mine = memberships_of(user)
    if not mine:
        raise Http404
    if user.named_workspace is not None:
        return _one(next((each for each in mine if each.workspace_id == user.named_workspace), None))
    return next((each for each in mine if each.workspace_id == user.chosen_workspace), mine[0])


def looks_only(user: User) -> bool:
    """Whether the person may see and not touch, where it stands just now. Raises Http404 for strangers."""
    return membership_of(user).role not in EDITORS


def workspace_of(user: User) -> Workspace:
    """The workspace a person works in. Raises Http404 for strangers."""
    return membership_of(user).workspace


def get_workspace_to_edit(user: User) -> Workspace:
    """The workspace a person works in, to make and change things there. Raises Http404 for a viewer."""
    member = membership_of(user)
    return _one(member.workspace if member.role in EDITORS else None)


def get_workspace_to_own(user: User) -> Workspace:
    """The workspace a person works in, to say who belongs to it. Raises Http404 for all but its owners."""
    member = membership_of(user)
    return _one(member.workspace if member.role == Membership.Role.OWNER else None)


def get_member_to_manage(user: User, member_id: int) -> Membership:
    """Somebody of the workspace that the person owns and works in. Raises Http404."""
    members = get_workspace_to_own(user).memberships.select_related("user")
    return _one(members.filter(pk=member_id).first())


def get_invitation_to_manage(user: User, invitation_id: int) -> Invitation:
    """An invitation to the workspace that the person owns and works in. Raises Http404."""
    return _one(get_workspace_to_own(user).invitations.filter(pk=invitation_id).first())


def bookings_to_view(user: User) -> QuerySet[Booking]:
    """All bookings of the workspace a person works in."""
    return Booking.objects.filter(workspace=workspace_of(user))


def get_batch_to_view(user: User, batch_id: uuid.UUID) -> Batch:
    """One batch. Raises Http404."""
    rows = Batch.objects.filter(pk=batch_id, workspace__memberships__user=user)
    return _entered(user, _one(rows.first()))


def get_batch_to_edit(user: User, batch_id: uuid.UUID) -> Batch:
    """One batch of a workspace in which the person may change things. Raises Http404."""
    mine = {"workspace__memberships__user": user, "workspace__memberships__role__in": EDITORS}
    return _one(Batch.objects.filter(pk=batch_id, **mine).first())


def generations_to_view(user: User) -> GenerationQuerySet:
    """All takes a person may see, in whichever workspace."""
    return Generation.objects.shown().filter(workspace__memberships__user=user)


def generations_here(user: User) -> GenerationQuerySet:
    """The takes of the workspace a person works in."""
    return Generation.objects.shown().filter(workspace=workspace_of(user))


def listed_workspaces(user: User) -> list[int]:
    """The ids of those whose takes lists show: the one a person works in. Raises Http404 for strangers."""
    return [workspace_of(user).pk]


def newest_generations(user: User, count: int) -> list[Generation]:
    """The last takes where a person works, for a list; a range of the index, however many there are."""
    rows = Generation.objects.shown().filter(workspace_id__in=listed_workspaces(user))
    return list(rows.fetch_mode(FETCH_RAISE)[:count])


def workspaces_to_edit(user: User) -> list[int]:
    """The ids of those where a list's changes may be taken back: none for a viewer."""
    member = membership_of(user)
    return [member.workspace_id] if member.role in EDITORS else []


def generations_to_edit(user: User, ids: Iterable[uuid.UUID]) -> list[Generation]:
    """Those of the named takes that the person may change, newest first. Raises Http404 when there is none."""
    mine = {"workspace__memberships__user": user, "workspace__memberships__role__in": EDITORS}
    found = list(Generation.objects.shown().filter(pk__in=list(ids), **mine))
    if not found:
        raise Http404
    return found


def get_generation_to_view(user: User, generation_id: uuid.UUID) -> Generation:
    """One take. Raises Http404, the same for unknown and foreign ids."""
    return _entered(user, _one(generations_to_view(user).filter(pk=generation_id).first()))


def get_generation_to_use(user: User, generation_id: uuid.UUID) -> Generation:
    """One take, for something new where the person works. Raises Http404 for one of another workspace too."""
    rows = Generation.objects.shown().filter(pk=generation_id, workspace=get_workspace_to_edit(user))
    return _one(rows.first())


def get_generations_to_view(user: User, ids: Sequence[uuid.UUID]) -> list[Generation]:
    """Several takes, in this order. Raises Http404 for all if one of them is unknown or foreign."""
    found = generations_to_view(user).prefetch_related("tags").in_bulk(ids)
    takes = [_one(found.get(each)) for each in ids]
    return [_entered(user, takes[0]), *takes[1:]] if takes else []


def was_deleted(user: User, generation_id: uuid.UUID) -> bool:
    """Whether this was a take the person could see until somebody deleted it."""
    rows = Generation.objects.filter(pk=generation_id, workspace__memberships__user=user)
    return rows.exclude(deleted_at=None).exists()


def get_generation_to_edit(user: User, generation_id: uuid.UUID) -> Generation:
    """One take of a workspace in which the person may change things. Raises Http404."""
    rows = Generation.objects.shown().filter(
        pk=generation_id, workspace__memberships__user=user, workspace__memberships__role__in=EDITORS
    )
    return _entered(user, _one(rows.first()))


def recordings_to_view(user: User) -> RecordingQuerySet:
    """All recorded runs a person may see, whose clips are still there. Raises Http404 for strangers."""
    return Recording.objects.playable(listed_workspaces(user))


def get_recording_to_view(user: User, generation_id: uuid.UUID) -> Recording:
    """The recording of one take. Raises Http404."""
    return _one(recordings_to_view(user).filter(take_id=generation_id).first())


def get_recording_to_play(user: User, generation_id: uuid.UUID) -> Recording:
    """The recording of one take of a workspace in which the person may make takes. Raises Http404."""
    return _one(Recording.objects.playable(workspaces_to_edit(user)).filter(take_id=generation_id).first())


def get_reference_to_view(user: User, reference_id: uuid.UUID) -> Reference:
    """One reference image. Raises Http404."""
    rows = Reference.objects.filter(pk=reference_id, workspace__memberships__user=user).select_related("blob")
    return _entered(user, _one(rows.first()))


def get_reference_to_use(user: User, reference_id: uuid.UUID) -> Reference:
    """One reference, for something new where the person works. Raises Http404 for another workspace's too."""
    rows = Reference.objects.filter(pk=reference_id, workspace=workspace_of(user))
    return _one(rows.select_related("blob").first())


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
    _entered(user, takes[0])
    return takes


def share_links_to_view(user: User) -> QuerySet[ShareLink]:
    """All share links of the workspace a person works in, newest first. Raises Http404 for strangers."""
    rows = ShareLink.objects.filter(workspace_id__in=listed_workspaces(user))
    rows = rows.select_related("created_by").prefetch_related("items__generation__kept_clip")
    return rows.order_by("-created_at", "-id")


def get_share_link_to_edit(user: User, share_id: uuid.UUID) -> ShareLink:
    """One link of a workspace in which the person may change things. Raises Http404."""
    return _one(ShareLink.objects.filter(pk=share_id, workspace_id__in=workspaces_to_edit(user)).first())


def get_shared(token: str) -> Shared:
    """What a guest's token opens. Raises Http404, the same for unknown, revoked and expired ones and lost clips."""
    return _one(share_link.opened(token))


def _entered[Row: (Batch, Generation, Reference)](user: User, row: Row) -> Row:
    """A row brings its workspace along: its page, and what is asked from there, stand in it."""
    user.named_workspace = row.workspace_id
    return row


def _one[Row](row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
