"""A take's review as one reader sees it.

A guest's has the same shape with less in it: no revisions, and no way to settle anything but one's own words.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from playground import access
from playground.access import Heard
from playground.models import Comment, Generation, ReviewVerdict, ShareLink, User
from playground.models.review import Hand
from playground.templatetags.words import timecode
from playground.views.review_room import Opinion, Room, Said

type Addresses = Callable[[Comment], dict[str, str]]


def rooms_of(user: User, takes: Mapping[str, Generation]) -> list[Room]:
    """A comparison's, by letter, as a member sees them."""
    heard = access.heard_of(takes.values(), user)
    return [room_of(user, take, letter=letter, heard=heard[take.pk]) for letter, take in takes.items()]


def room_of(
    user: User,
    take: Generation,
    trouble: str = "",
    typed: dict[str, str] | None = None,
    *,
    letter: str = "",
    heard: Heard | None = None,
) -> Room:
    """As a member sees it; with a letter in a comparison, which every answer is told of."""
    heard = heard or access.heard_of([take], user)[take.pk]
    settles = heard.settles
    there = f"?pane={letter}" if letter else ""

    def addresses(comment: Comment) -> dict[str, str]:
        mine, names = comment.author_id == user.pk, []
        names += ["text"] if mine else []
        names += ["deletion"] if mine or settles else []
        names += ["revision"] if settles and take.clip and comment.parent_id is None else []
        names += ["resolution"] if settles and comment.parent_id is None else []
        return {f"{name}_url": reverse(f"comment-{name}", args=[comment.pk]) + there for name in names}

    opinion = next((each for each in heard.verdicts if each.reviewer_id == user.pk), None)
    return Room(
        address=reverse("generation-review", args=[take.pk]) + there,
        verdict_url=reverse("generation-verdict", args=[take.pk]) + there,
        letter=letter,
        pane=f"pane-{take.pk}" if letter else "",
        mine=opinion.says if opinion else "",
        trouble=trouble,
        typed=typed or {},
        **_shared(take, heard, Hand(user=user), addresses, with_revisions=True),
    )


def guest_room(
    take: Generation,
    heard: Heard,
    hand: Hand,
    token: str,
    number: int,
    *,
    writes: bool,
    letter: str = "",
    trouble: str = "",
    typed: dict[str, str] | None = None,
) -> Room:
    """As the guest of a link sees it."""

    def addresses(comment: Comment) -> dict[str, str]:
        if not hand.guest or comment.guest != hand.guest:
            return {}
        place = [token, number, comment.pk]
        return {f"{what}_url": reverse(f"share-comment-{what}", args=place) for what in ("text", "deletion")}

    opinion = next((each for each in heard.verdicts if hand.guest and each.guest == hand.guest), None)
    return Room(
        address=reverse("share-review", args=[token, number]),
        verdict_url=reverse("share-verdict", args=[token, number]),
        letter=letter,
        pane=f"pane-{letter}" if letter else "",
        mine=opinion.says if opinion else "",
        is_guest=True,
        writes=writes,
        name=(typed or {}).get("name") or hand.name,
        trouble=trouble,
        typed=typed or {},
        **_shared(take, heard, hand, addresses, with_revisions=False),
    )


def name_of(link: ShareLink, guest: str) -> str:
    """What a guest of a link was called last."""
    said = Comment.objects.filter(link=link, guest=guest).order_by("-created_at").first()
    judged = ReviewVerdict.objects.filter(link=link, guest=guest).order_by("-changed_at").first()
    latest = said or judged
    return latest.guest_name if guest and latest else ""


def _shared(
    take: Generation, heard: Heard, hand: Hand, addresses: Addresses, *, with_revisions: bool
) -> dict[str, Any]:
    """What all readers see."""
    clip = take.clip
    return {
        "take": str(take.pk),
        "version": heard.version,
        "has_clip": clip is not None,
        "fps": clip.fps if clip else 24,
        "seconds": clip.seconds if clip else 0,
        "threads": _threads(take, heard.comments, hand, addresses, with_revisions),
        "opinions": [
            Opinion(each.writer, not each.reviewer_id, each.says, each.get_says_display())
            for each in heard.verdicts
        ],
    }


def _threads(
    take: Generation, every: Sequence[Comment], hand: Hand, addresses: Addresses, with_revisions: bool
) -> list[Said]:
    """In the order of the clip, what is about the whole of it last; a thread whose beginning is gone stays."""
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
