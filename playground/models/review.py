"""What people say of a take: comments, at a frame or about the whole clip, in threads; and each reviewer's verdict.

Whoever writes is a member or the guest of a share link. A guest is a token in one browser's cookie, of which the row
keeps the hash: enough to change or take back one's own words, and to be told apart from other guests, and no more.
"""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from playground.models.generation import Generation
from playground.models.lifecycle import next_version
from playground.models.mark import Mark, mark_text
from playground.models.people import User
from playground.models.share_link import ShareLink

LONGEST_COMMENT = 2_000
LONGEST_NAME = 60
MOST_COMMENTS = 500  # of one take
BY_ONE_HAND = Q(reviewer__isnull=False, guest="") | (Q(reviewer__isnull=True) & ~Q(guest=""))


class Full(Exception):
    """A take holds as many comments as one page can show."""


@dataclass(frozen=True)
class Hand:
    """Who writes: a member, or a guest of a link by the hash of the cookie's token."""

    user: User | None = None
    guest: str = ""
    name: str = ""
    link: ShareLink | None = None


class Comment(models.Model):
    """`at_ms`: the frame's place in the clip; null: about all of it. `parent` null: it begins a thread."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    guest = models.CharField(max_length=64, blank=True, default="")
    guest_name = models.CharField(max_length=LONGEST_NAME, blank=True, default="")
    link = models.ForeignKey(ShareLink, null=True, on_delete=models.SET_NULL, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    at_ms = models.PositiveIntegerField(null=True)
    mark_text = models.TextField(blank=True, default="")
    text = models.CharField(max_length=LONGEST_COMMENT)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["generation", "created_at"], name="said_of_a_take")]

    @property
    def seconds(self) -> float | None:
        """The frame's place in seconds."""
        return None if self.at_ms is None else self.at_ms / 1000

    @property
    def mark(self) -> Mark:
        mark: Mark = json.loads(self.mark_text) if self.mark_text else []
        return mark

    @property
    def writer(self) -> str:
        """The name others read."""
        return self.author.called if self.author else self.guest_name


class ReviewVerdict(models.Model):
    """What one reviewer makes of a take; another one takes its place."""

    class Says(models.TextChoices):
        """Approve, or not yet."""

        APPROVE = "approve", _("Approved")
        CHANGES = "changes", _("Needs changes")

    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="review_verdicts")
    reviewer = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    guest = models.CharField(max_length=64, blank=True, default="")
    guest_name = models.CharField(max_length=LONGEST_NAME, blank=True, default="")
    link = models.ForeignKey(ShareLink, null=True, on_delete=models.SET_NULL, related_name="+")
    says = models.CharField(max_length=7, choices=Says.choices)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=BY_ONE_HAND, name="a_verdict_by_one_hand"),
            models.UniqueConstraint(
                fields=["generation", "reviewer"], condition=Q(guest=""), name="one_verdict_a_member"
            ),
            models.UniqueConstraint(
                fields=["generation", "guest"], condition=~Q(guest=""), name="one_verdict_a_guest"
            ),
        ]

    @property
    def writer(self) -> str:
        """The name others read."""
        return self.reviewer.called if self.reviewer else self.guest_name


class Revision(models.Model):
    """A take that answers a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    take = models.OneToOneField(Generation, on_delete=models.CASCADE, related_name="answers")


@transaction.atomic
def say(
    hand: Hand, take: Generation, text: str, at_ms: int | None, mark: Mark, to: Comment | None
) -> Comment:
    """A new comment, or a reply `to` the beginning of a thread. Raises Full."""
    told(take)
    if Comment.objects.filter(generation=take, deleted_at=None).count() >= MOST_COMMENTS:
        raise Full
    return Comment.objects.create(
        generation=take,
        author=hand.user,
        guest=hand.guest,
        guest_name=hand.name,
        link=hand.link,
        parent=to,
        at_ms=None if to else at_ms,
        mark_text="" if to else mark_text(mark),
        text=text,
    )


@transaction.atomic
def judge(hand: Hand, take: Generation, says: str) -> None:
    """Keep a reviewer's verdict in place of the one before; an empty one withdraws it."""
    told(take)
    whose: dict[str, Any] = {"generation": take, "reviewer": hand.user, "guest": hand.guest}
    if not says:
        ReviewVerdict.objects.filter(**whose).delete()
        return
    said = {"says": says, "guest_name": hand.name, "link": hand.link, "changed_at": timezone.now()}
    ReviewVerdict.objects.update_or_create(**whose, defaults=said)


@transaction.atomic
def change(comment: Comment, **fields: Any) -> None:
    """Write these fields of a comment that is still there."""
    told(comment.generation)
    Comment.objects.filter(pk=comment.pk, deleted_at=None).update(**fields)


def answered(comment: Comment, take: Generation) -> None:
    """`take` was made from `comment`; in the transaction that makes it."""
    Revision.objects.create(comment=comment, take=take)
    told(comment.generation)


def told(take: Generation) -> None:
    """Whoever shows the take's review hears of it; its card does not: nothing of the take itself has changed.

    In a transaction, before it locks any row. `talked_from` is the last version that was about the take itself.
    """
    version = next_version()
    since = Case(When(version=F("talked_version"), then=F("talked_from")), default=F("version"))
    Generation.objects.filter(pk=take.pk).update(version=version, talked_version=version, talked_from=since)
