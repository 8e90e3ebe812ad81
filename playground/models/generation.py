"""A generation: one take somebody asked for, from the click to our copy of the clip."""

import json
import uuid
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone

from playground.catalogue import UnknownVideoModel, video_model
from playground.catalogue.meaning import DURATION, RATIO, RESOLUTION, said
from playground.catalogue.video_model import VideoModel
from playground.models.blob import Reference
from playground.models.connection import Connection
from playground.models.finding import FoundByField
from playground.models.people import User, Workspace
from playground.models.state import TERMINAL, Lane, State, Verdict
from playground.models.tag import Tag


class GenerationQuerySet(models.QuerySet["Generation"]):
    """The questions the rooms above ask."""

    def shown(self) -> "GenerationQuerySet":
        """Newest first, with all that a tile or a card needs."""
        return (
            self.filter(deleted_at=None)
            .select_related("kept_clip__blob", "connection")
            .order_by("-created_at", "-id")
        )

    def due(self, now: datetime) -> "GenerationQuerySet":
        """Open rows whose next look has come, the longest overdue first."""
        return self.filter(due_at__lte=now).order_by("due_at")


class Generation(models.Model):
    """The truth about one paid task. Its id is our `client_business_id` upstream."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="generations")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="generations")
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="generations")
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="children")
    edge = models.CharField(max_length=20, blank=True)  # how it came from its parent

    batch = models.ForeignKey("playground.Batch", null=True, on_delete=models.SET_NULL, related_name="takes")

    # What was asked. Text, not jsonb: the order of keys and unknown fields survive
    model_slug = models.CharField(max_length=80)
    values_text = models.TextField()  # the form's values, to fill a form again
    request_body = models.TextField()  # the exact bytes sent, or, before that, to be sent
    request_digest = models.CharField(max_length=64)  # of what the form asked for
    form_token = models.UUIDField(default=uuid.uuid4)
    price = models.BigIntegerField(null=True)  # milli-credits by `quote` at the click; null: unknown

    # Where it stands
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    lane = models.PositiveSmallIntegerField(choices=Lane.choices, default=Lane.ORDINARY)
    reason = models.CharField(max_length=30, blank=True)  # why an open one waits
    watching = models.BooleanField(
        default=True
    )  # False: a person looks away; a late result is still collected
    version = models.BigIntegerField(default=0)  # global order of changes: the live cursor
    born_version = models.BigIntegerField(default=0)
    talked_version = models.BigIntegerField(null=True)  # the latest change that was to its review alone
    talked_from = models.BigIntegerField(null=True)  # and the latest before it that was not
    due_at = models.DateTimeField(null=True, default=timezone.now)  # the next look; null: there is none
    deadline_at = models.DateTimeField(
        null=True
    )  # when our patience ends: the card says so, nothing else does
    attempts = models.PositiveIntegerField(default=0)  # submits begun
    tries = models.PositiveIntegerField(default=0)  # of the present state: look-ups, downloads
    fetch_until = models.DateTimeField(null=True)  # a downloader has it until then
    fetch_holder = models.CharField(max_length=120, blank=True)

    # What upstream said
    upstream_id = models.CharField(max_length=200, null=True, unique=True)
    upstream_word = models.CharField(max_length=60, blank=True)
    progress = models.PositiveSmallIntegerField(null=True)  # upstream's own percentage
    heard = models.TextField(null=True)  # each status that was new, a line each (upstream/recording.py)
    last_contact_at = models.DateTimeField(null=True)
    denied_at = models.DateTimeField(
        null=True
    )  # since when upstream has said, without a break, that it knows nothing
    poll_errors = models.PositiveIntegerField(default=0)  # in a row
    last_poll_error = models.TextField(blank=True)
    result_url = models.TextField(blank=True)
    expires_at = models.DateTimeField(null=True)
    error_status = models.PositiveIntegerField(null=True)
    error_code = models.CharField(max_length=120, blank=True)
    error_message = models.TextField(blank=True)
    error_request_id = models.CharField(max_length=200, blank=True)
    charged = models.CharField(max_length=7, blank=True)  # yes, no, unknown, or nothing to say yet

    # What people made of it
    rating = models.PositiveSmallIntegerField(null=True)  # 1 to 5
    verdict = models.CharField(max_length=6, choices=Verdict.choices, blank=True)
    note = models.TextField(blank=True)
    tags = models.ManyToManyField(Tag, related_name="generations")
    found_by = FoundByField(editable=False, default="")  # what a search finds it by

    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)  # committed just before bytes leave
    accepted_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)  # since when that cannot be undone, at a person's word

    objects = GenerationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "form_token"], name="one_generation_each_form")
        ]
        indexes = [
            models.Index(fields=["due_at"], name="due"),  # nulls stay out of every question asked of it
            models.Index(fields=["version"], name="changed"),
            models.Index(fields=["workspace", "-created_at", "-id"], name="newest"),
            models.Index(fields=["connection", "model_slug", "-completed_at"], name="ended"),
            models.Index(fields=["workspace", "request_digest"], name="same_request"),
            models.Index(fields=["deleted_at"], name="deleted", condition=models.Q(deleted_at__isnull=False)),
        ]

    @cached_property
    def model(self) -> VideoModel:
        """The catalogue's entry. Raises UnknownVideoModel for one that the catalogue has lost."""
        return video_model(self.model_slug)

    @property
    def known_model(self) -> VideoModel | None:
        """The same, for pages: a take outlives its model."""
        try:
            return self.model
        except UnknownVideoModel:
            return None

    @cached_property
    def values(self) -> dict[str, Any]:
        """What the form held."""
        values: dict[str, Any] = json.loads(self.values_text)
        return values

    @property
    def prompt(self) -> str:
        return str(self.values.get("prompt", ""))

    @property
    def aspect_ratio(self) -> str:
        return str(said(self.values, RATIO) or "")

    @property
    def duration(self) -> int | None:
        """Seconds asked for."""
        value = said(self.values, DURATION)
        return value if isinstance(value, int) else None

    @property
    def resolution(self) -> str:
        return str(said(self.values, RESOLUTION) or "")

    @property
    def mode(self) -> str:
        """A msgid such as "Text → video"."""
        return self.model.mode(self.values)

    @property
    def is_terminal(self) -> bool:
        return self.state in TERMINAL

    @property
    def is_open(self) -> bool:
        return not self.is_terminal

    @property
    def is_rehearsal(self) -> bool:
        """A recorded run played again: nothing was sent and nothing is paid."""
        return self.connection.is_rehearsal

    @property
    def is_sent(self) -> bool:
        """Whether bytes may have left."""
        return self.submitted_at is not None

    @property
    def clip(self) -> Any:
        """Our copy, or None: not there yet, or deleted."""
        kept = getattr(self, "kept_clip", None)
        return None if kept is None or kept.deleted_at else kept

    @property
    def has_poster(self) -> bool:
        """Whether there is a picture of it: beside our copy, or kept when the clip went."""
        kept = getattr(self, "kept_clip", None)
        return kept is not None and bool(kept.poster_id or not kept.deleted_at)

    @property
    def answer_text(self) -> str:
        """The latest answer of the gateway that was kept: of the create, of the end, of a refusal."""
        kept = self.events.exclude(received="").order_by("-id").values_list("received", flat=True)
        return kept.first() or ""

    @property
    def headline(self) -> str:
        """The state in words, in the reader's language."""
        from playground.models.telling import headline

        return headline(self)

    @property
    def error(self) -> Any:
        """What went wrong and what to do, or None."""
        from playground.models.telling import told_error

        return told_error(self)


class GenerationReference(models.Model):
    """One reference of one generation: a file of ours, or an address the person gave."""

    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="attached")
    position = models.PositiveSmallIntegerField()
    reference = models.ForeignKey(Reference, null=True, on_delete=models.PROTECT, related_name="used_in")
    url = models.TextField(blank=True)
    field = models.CharField(max_length=60, blank=True, default="")  # the model's list; empty: that of images

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["generation", "position"], name="one_reference_a_place")
        ]

    @property
    def wire(self) -> str:
        """How the preview shows it."""
        return self.reference.wire if self.reference else self.url
