"""A link that shows one take, or a comparison, to somebody who has no account.

The path of its data:
1. A click (views/shares.py) makes a token of 256 random bits, shown once; its SHA-256 stays, with target and level.
2. A guest's address carries the token; `opened` hashes it and finds link and takes, or nothing, by two questions.
3. views/revealed.py copies out of the takes what the level reveals; templates and answers of guests see nothing else.
4. The clip goes out as a copy that tells nothing of itself (media/downloads.py), asked for anew at every range.
5. Revoked, expired, or without one of its clips, a link is closed from the next range on: to guests it never was.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from playground.models.generation import Generation
from playground.models.people import User, Workspace
from playground.models.token import fresh, hash_of

LONGEST_STATE = 400


class ShareLink(models.Model):
    """`state` is how a comparison stands, as a query; `token_hash` the SHA-256 of the token, which nobody keeps."""

    class Reveal(models.TextChoices):
        """What a guest is told; each tells what the one before it tells."""

        CLIP = "clip", _("Clip only")
        PROMPT = "prompt", _("Clip and prompt")
        RECIPE = "recipe", _("Full recipe")
        TRY = "try", _("Recipe and try")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="share_links")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="share_links")
    takes = models.ManyToManyField(Generation, through="SharedTake", related_name="share_links")
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=LONGEST_STATE, blank=True)
    reveal = models.CharField(max_length=6, choices=Reveal.choices, default=Reveal.CLIP)
    password = models.CharField(max_length=128, blank=True)  # as Django's hashers write it; empty: none
    allows_download = models.BooleanField(default=False)
    allows_comments = models.BooleanField(default=False)
    views = models.PositiveIntegerField(default=0)
    last_viewed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-created_at", "-id"], name="newest_share")]

    @property
    def is_open(self) -> bool:
        """Neither revoked nor expired; its clips may be gone all the same."""
        return self.revoked_at is None and not self.is_expired

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def shown_takes(self) -> list[Generation]:
        """In order, lost ones included."""
        return [each.generation for each in self.items.all()]

    @property
    def opens(self) -> bool:
        """Whether a guest gets in: open, and all clips are here."""
        return self.is_open and all(take.clip and not take.deleted_at for take in self.shown_takes)

    @property
    def shows_prompt(self) -> bool:
        return self.reveal != self.Reveal.CLIP

    @property
    def shows_recipe(self) -> bool:
        return self.reveal in (self.Reveal.RECIPE, self.Reveal.TRY)

    @property
    def can_be_tried(self) -> bool:
        return self.reveal == self.Reveal.TRY

    @property
    def lock(self) -> str:
        """Changes with the password: what was unlocked before is locked again."""
        return hashlib.sha256(f"{self.pk} {self.password}".encode()).hexdigest()

    def opens_with(self, password: str) -> bool:
        """Whether this is the password; takes as long as the hasher wants it to."""
        return check_password(password, self.password)

    def change_password(self, password: str) -> None:
        """Another one, or none."""
        self.password = make_password(password) if password else ""
        self.save(update_fields=["password"])

    def revoke(self) -> bool:
        """Close it for good; False: it was."""
        return bool(ShareLink.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now()))

    def count_view(self) -> None:
        """One more visit."""
        ShareLink.objects.filter(pk=self.pk).update(
            views=models.F("views") + 1, last_viewed_at=timezone.now()
        )


class SharedTake(models.Model):
    """One take of a link, at its place."""

    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="items")
    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="shared_in")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["link", "position"], name="one_shared_take_a_place"),
            models.UniqueConstraint(fields=["link", "generation"], name="one_place_a_shared_take"),
        ]


@dataclass(frozen=True)
class Wish:
    """What somebody asks of a new link."""

    reveal: str = ShareLink.Reveal.CLIP
    password: str = ""
    expires_at: datetime | None = None
    allows_download: bool = False
    allows_comments: bool = False
    state: str = ""


@dataclass(frozen=True)
class Shared:
    """An open link with its takes in order, each of which has its clip."""

    link: ShareLink
    takes: list[Generation]


def make(by: User, takes: Sequence[Generation], wish: Wish) -> tuple[ShareLink, str]:
    """A new link to takes of one workspace, and its token, which cannot be had again."""
    token = fresh()
    with transaction.atomic():
        link = ShareLink.objects.create(
            workspace_id=takes[0].workspace_id,
            created_by=by,
            token_hash=hash_of(token),
            state=wish.state,
            reveal=wish.reveal,
            password=make_password(wish.password) if wish.password else "",
            expires_at=wish.expires_at,
            allows_download=wish.allows_download,
            allows_comments=wish.allows_comments,
        )
        SharedTake.objects.bulk_create(
            SharedTake(link=link, generation=take, position=place) for place, take in enumerate(takes)
        )
    return link, token


def opened(token: str) -> Shared | None:
    """What a token opens. The same two questions whatever the answer, so that no answer is quicker than another."""
    kept = hash_of(token)
    link = ShareLink.objects.filter(token_hash=kept).annotate(size=models.Count("items")).first()
    rows = SharedTake.objects.filter(link__token_hash=kept, generation__deleted_at=None)
    items = rows.select_related("generation__kept_clip__blob").order_by("position")
    takes = [each.generation for each in items]
    if link is None or not link.is_open or not takes or len(takes) != link.size:
        return None
    return Shared(link, takes) if all(take.clip for take in takes) else None
