"""What is shown to others: recorded runs and share links."""

import uuid
from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404

from playground.access.people import EDITORS, entered, listed_workspaces, one, workspaces_to_edit
from playground.models import Generation, Recording, ShareLink, User, share_link
from playground.models.rehearsal import RecordingQuerySet
from playground.models.share_link import Shared


def recordings_to_view(user: User) -> RecordingQuerySet:
    """All recorded runs a person may see, whose clips are still there. Raises Http404 for strangers."""
    return Recording.objects.playable(listed_workspaces(user))


def get_recording_to_view(user: User, generation_id: uuid.UUID) -> Recording:
    """The recording of one take. Raises Http404."""
    return one(recordings_to_view(user).filter(take_id=generation_id).first())


def get_recording_to_play(user: User, generation_id: uuid.UUID) -> Recording:
    """The recording of one take of a workspace in which the person may make takes. Raises Http404."""
    return one(Recording.objects.playable(workspaces_to_edit(user)).filter(take_id=generation_id).first())


def get_takes_to_share(user: User, ids: Sequence[uuid.UUID]) -> list[Generation]:
    """Finished takes of one workspace, in this order, that the person may show to others. Raises Http404 for all."""
    mine = {"workspace__memberships__user": user, "workspace__memberships__role__in": EDITORS}
    found = Generation.objects.shown().filter(**mine).in_bulk(ids)
    takes = [one(found.get(each)) for each in ids]
    if not takes or len({take.workspace_id for take in takes}) > 1 or not all(take.clip for take in takes):
        raise Http404
    entered(user, takes[0])
    return takes


def share_links_to_view(user: User) -> QuerySet[ShareLink]:
    """All share links of the workspace a person works in, newest first. Raises Http404 for strangers."""
    rows = ShareLink.objects.filter(workspace_id__in=listed_workspaces(user))
    rows = rows.select_related("created_by").prefetch_related("items__generation__kept_clip")
    return rows.order_by("-created_at", "-id")


def get_share_link_to_edit(user: User, share_id: uuid.UUID) -> ShareLink:
    """One link of a workspace in which the person may change things. Raises Http404."""
    return one(ShareLink.objects.filter(pk=share_id, workspace_id__in=workspaces_to_edit(user)).first())


def get_shared(token: str) -> Shared:
    """What a guest's token opens. Raises Http404, the same for unknown, revoked and expired ones and lost clips."""
    return one(share_link.opened(token))
