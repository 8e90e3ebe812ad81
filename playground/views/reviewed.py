"""A take's review as one reader sees it: plain words and addresses, all that its templates are made of.

A guest's has the same shape with less in it: no revisions, and no way to settle anything but one's own words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from playground import access
from playground.models import Comment, Generation, ReviewVerdict, User
from playground.models.review import Hand
from playground.templatetags.words import timecode

SHORT = 80


@dataclass(frozen=True)
class Said:
    """One comment; `at` in seconds as text, empty for the whole clip. An empty address: not for this reader."""

    id: str
    name: str
    is_guest: bool
    text: str
    at: str
    timecode: str
    mark: str
    when: datetime
    is_gone: bool
    is_edited: bool
    resolved_by: str | None
    stamp: str
    is_mine: bool = False
    deletion_url: str = ""
    text_url: str = ""
    resolution_url: str = ""
    revision_url: str = ""
    revisions: Sequence[str] = ()
    replies: Sequence["Said"] = ()

    @property
    def headline(self) -> str:
        """What is said when it comes, or changes, under a reader's eyes."""
        told = {"name": self.name, "text": self.text[:SHORT], "place": self.timecode}
        if self.resolved_by is not None:
            return _("Resolved: %(text)s") % told
        if self.revisions:
            return _("A revision was made from: %(text)s") % told
        if self.timecode:
            return _("%(name)s at %(place)s: %(text)s") % told
        return _("%(name)s: %(text)s") % told


@dataclass(frozen=True)
class Opinion:
    """One reviewer's verdict."""

    name: str
    is_guest: bool
    says: str
    words: str


@dataclass(frozen=True)
class Room:
    """The whole of it. `writes` False: a guest who has not begun to."""

    take: str
    address: str
    verdict_url: str
    version: int
    fps: float = 24
    seconds: float = 0
    has_clip: bool = True
    is_guest: bool = False
    writes: bool = True
    name: str = ""
    mine: str = ""
    threads: Sequence[Said] = ()
    opinions: Sequence[Opinion] = ()
    trouble: str = ""
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def open_threads(self) -> int:
        return sum(each.resolved_by is None and not each.is_gone for each in self.threads)


type Addresses = Callable[[Comment], dict[str, str]]


def room_of(user: User, take: Generation, trouble: str = "", typed: dict[str, str] | None = None) -> Room:
    """As a member sees it."""
    settles = access.may_settle(user, take)

    def addresses(comment: Comment) -> dict[str, str]:
        mine, names = comment.author_id == user.pk, []
        names += ["text"] if mine else []
        names += ["deletion"] if mine or settles else []
        names += ["revision"] if settles and take.clip and comment.parent_id is None else []
        names += ["resolution"] if settles and comment.parent_id is None else []
        return {f"{name}_url": reverse(f"comment-{name}", args=[comment.pk]) for name in names}

    opinion = next((each for each in _opinions(take) if each.reviewer_id == user.pk), None)
    return Room(
        address=reverse("generation-review", args=[take.pk]),
        verdict_url=reverse("generation-verdict", args=[take.pk]),
        mine=opinion.says if opinion else "",
        trouble=trouble,
        typed=typed or {},
        **_shared(take, Hand(user=user), addresses, with_revisions=True),
    )


def guest_room(
    take: Generation,
    hand: Hand,
    token: str,
    number: int,
    *,
    writes: bool,
    trouble: str = "",
    typed: dict[str, str] | None = None,
) -> Room:
    """As the guest of a link sees it."""

    def addresses(comment: Comment) -> dict[str, str]:
        if not hand.guest or comment.guest != hand.guest:
            return {}
        return {"deletion_url": reverse("share-comment-deletion", args=[token, number, comment.pk])}

    opinion = next((each for each in _opinions(take) if hand.guest and each.guest == hand.guest), None)
    return Room(
        address=reverse("share-review", args=[token, number]),
        verdict_url=reverse("share-verdict", args=[token, number]),
        mine=opinion.says if opinion else "",
        is_guest=True,
        writes=writes,
        name=(typed or {}).get("name") or hand.name,
        trouble=trouble,
        typed=typed or {},
        **_shared(take, hand, addresses, with_revisions=False),
    )


def name_of(take: Generation, guest: str) -> str:
    """What a guest was called last."""
    said = Comment.objects.filter(generation=take, guest=guest).order_by("-created_at").first()
    judged = ReviewVerdict.objects.filter(generation=take, guest=guest).first()
    latest = said or judged
    return latest.guest_name if guest and latest else ""


def _shared(take: Generation, hand: Hand, addresses: Addresses, *, with_revisions: bool) -> dict[str, Any]:
    """What all readers see; the version is read first, so that what changes meanwhile will be asked for."""
    version = Generation.objects.values_list("talked_version", flat=True).get(pk=take.pk) or 0
    clip = take.clip
    return {
        "take": str(take.pk),
        "version": version,
        "has_clip": clip is not None,
        "fps": clip.fps if clip else 24,
        "seconds": clip.seconds if clip else 0,
        "threads": _threads(take, hand, addresses, with_revisions),
        "opinions": [
            Opinion(each.writer, not each.reviewer_id, each.says, each.get_says_display())
            for each in _opinions(take)
        ],
    }


def _opinions(take: Generation) -> list[ReviewVerdict]:
    return list(take.review_verdicts.select_related("reviewer").order_by("changed_at", "id"))


def _threads(take: Generation, hand: Hand, addresses: Addresses, with_revisions: bool) -> list[Said]:
    """In the order of the clip, what is about the whole of it last; a thread whose beginning is gone stays."""
    rows = take.comments.select_related("author", "resolved_by").prefetch_related("revisions__take")
    every = list(rows.order_by("created_at", "id"))
    fps = take.clip.fps if take.clip else 24
    found = []
    for row in every:
        if row.parent_id is not None:
            continue
        under = [each for each in every if each.parent_id == row.pk and each.deleted_at is None]
        if row.deleted_at and not under:
            continue
        replies = [_said(each, fps, hand, addresses(each), with_revisions=with_revisions) for each in under]
        told = {} if row.deleted_at else addresses(row)
        found.append((row, _said(row, fps, hand, told, replies, with_revisions=with_revisions)))
    found.sort(key=lambda pair: (pair[0].at_ms is None, pair[0].at_ms or 0, pair[0].created_at))
    return [said for _row, said in found]


def _said(
    row: Comment,
    fps: float,
    hand: Hand,
    addresses: dict[str, str],
    replies: Sequence[Said] = (),
    *,
    with_revisions: bool,
) -> Said:
    is_mine = row.author_id == hand.user.pk if hand.user else bool(hand.guest) and row.guest == hand.guest
    made = [str(each.take_id) for each in row.revisions.all() if not each.take.deleted_at]
    moments = (row.edited_at, row.resolved_at, row.deleted_at)
    stamp = [str(len(made)), *(f"{moment:%s%f}" if moment else "" for moment in moments), *addresses]
    return Said(
        id=str(row.pk),
        name=row.writer,
        is_guest=bool(row.guest),
        text="" if row.deleted_at else row.text,
        at="" if row.seconds is None else f"{row.seconds:.3f}",
        timecode="" if row.seconds is None else timecode(row.seconds, fps),
        mark="" if row.deleted_at else row.mark_text,
        when=row.created_at,
        is_gone=row.deleted_at is not None,
        is_edited=row.edited_at is not None,
        resolved_by=row.resolved_by.called if row.resolved_at and row.resolved_by else None,
        stamp="-".join(stamp),
        is_mine=is_mine,
        revisions=made if with_revisions else (),
        replies=replies,
        **addresses,
    )
