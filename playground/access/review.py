"""Whose words a person, or a guest, may add to, change or take back.

Every member may speak, viewers included. A comment is edited by its author, and taken back by its author or by who may
change things in the workspace; only the latter settle threads and make revisions.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import Http404

from playground.access.people import EDITORS, entered, one
from playground.access.sharing import get_shared
from playground.access.takes import generations_to_view
from playground.models import Comment, Generation, Membership, ReviewVerdict, User
from playground.models.share_link import Shared

ANYBODY = tuple(Membership.Role.values)


def get_take_to_review(user: User, generation_id: uuid.UUID) -> Generation:
    """One take that has a clip to speak of. Raises Http404."""
    take = generations_to_view(user).filter(pk=generation_id).first()
    return entered(user, one(take if take and take.clip else None))


@dataclass(frozen=True)
class Heard:
    """All that is said of one take, oldest first; `settles`: whether its reader may settle what others said."""

    version: int
    comments: list[Comment]
    verdicts: list[ReviewVerdict]
    settles: bool


def heard_of(takes: Collection[Generation], user: User | None = None) -> dict[uuid.UUID, Heard]:
    """By take, with as many questions for many as for one; `user`: the member who reads.

    The version is read first, so that what changes meanwhile will be asked for.
    """
    ids = [take.pk for take in takes]
    versions = dict(Generation.objects.filter(pk__in=ids).values_list("pk", "talked_version"))
    said = Comment.objects.filter(generation__in=ids).select_related("author", "resolved_by")
    said = said.prefetch_related("revisions__take").order_by("created_at", "id")
    verdicts = ReviewVerdict.objects.filter(generation__in=ids).select_related("reviewer")
    verdicts = verdicts.order_by("changed_at", "id")
    settled = _settled_by(user) if user else set()
    comments_by, verdicts_by = _by_take(said), _by_take(verdicts)
    return {
        take.pk: Heard(
            versions.get(take.pk) or 0,
            comments_by[take.pk],
            verdicts_by[take.pk],
            take.workspace_id in settled,
        )
        for take in takes
    }


def get_comment_to_edit(user: User, comment_id: uuid.UUID) -> Comment:
    """One of the person's own. Raises Http404."""
    return _comment(user, comment_id, own=True)


def get_comment_to_delete(user: User, comment_id: uuid.UUID) -> Comment:
    """One of the person's own, or of a workspace in which the person may change things. Raises Http404."""
    found = _comment(user, comment_id)
    is_theirs = found.author_id == user.pk or found.generation.workspace_id in _settled_by(user)
    return one(found if is_theirs else None)


def get_comment_to_settle(user: User, comment_id: uuid.UUID) -> Comment:
    """The beginning of a thread of a workspace in which the person may change things. Raises Http404."""
    found = _comment(user, comment_id, roles=EDITORS)
    return one(found if found.parent_id is None else None)


def get_comment_to_take_up(user: User, comment_id: uuid.UUID) -> Comment:
    """The beginning of a thread, of which the person may make a revision while the clip is here. Raises Http404."""
    found = _comment(user, comment_id, roles=EDITORS)
    entered(user, found.generation)
    return one(found if found.generation.clip and found.parent_id is None else None)


def get_thread(take: Generation, comment_id: str) -> Comment | None:
    """The thread of a take that a reply names; None for none named. Raises Http404 for any other comment."""
    if not comment_id:
        return None
    threads = Comment.objects.filter(generation=take, parent=None, deleted_at=None)
    try:
        return one(threads.filter(pk=uuid.UUID(comment_id)).first())
    except ValueError:
        raise Http404 from None


def get_shared_to_review(token: str, number: int) -> tuple[Shared, Generation]:
    """An open link that takes comments, and one of its takes. Raises Http404."""
    shared = get_shared(token)
    if not shared.link.allows_comments or not 1 <= number <= len(shared.takes):
        raise Http404
    return shared, shared.takes[number - 1]


def get_comment_of_guest(shared: Shared, number: int, guest: str, comment_id: uuid.UUID) -> Comment:
    """One that this very guest made of this take by this link. Raises Http404."""
    here = {"generation": shared.takes[number - 1], "link": shared.link}
    rows = Comment.objects.filter(pk=comment_id, guest=guest, deleted_at=None, **here)
    return one(rows.exclude(guest="").select_related("generation").first())


def _settled_by(user: User) -> set[int]:
    """Where the person may settle and delete what others said, and make revisions."""
    mine = Membership.objects.filter(user=user, role__in=EDITORS)
    return set(mine.values_list("workspace_id", flat=True))


def _by_take[Row: (Comment, ReviewVerdict)](rows: Iterable[Row]) -> defaultdict[uuid.UUID, list[Row]]:
    found: defaultdict[uuid.UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.generation_id].append(row)
    return found


def _comment(
    user: User, comment_id: uuid.UUID, roles: Collection[str] = ANYBODY, *, own: bool = False
) -> Comment:
    mine = {
        "generation__workspace__memberships__user": user,
        "generation__workspace__memberships__role__in": roles,
    }
    rows = Comment.objects.filter(pk=comment_id, deleted_at=None, generation__deleted_at=None, **mine)
    rows = rows.filter(author=user) if own else rows
    return one(rows.select_related("generation__kept_clip__blob").first())
