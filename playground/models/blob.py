"""Bytes we keep, once by content in each workspace, and the reference images made of them."""

import uuid

from django.db import models

from playground.models.connection import Connection
from playground.models.people import User, Workspace


class Blob(models.Model):
    """A file under MEDIA_DIR, found by (workspace, SHA-256 of its bytes)."""

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="blobs")
    sha256 = models.CharField(max_length=64)
    suffix = models.CharField(max_length=8)
    mime = models.CharField(max_length=60)
    size = models.BigIntegerField()
    stills = models.BigIntegerField(null=True)  # bytes of the pictures beside it; null: not measured yet
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "sha256"], name="one_blob_by_content")]


class Reference(models.Model):
    """An image or a video somebody attached: cleaned bytes, the name it came with, and its size in pixels."""

    class Kind(models.TextChoices):
        IMAGE = "image"
        VIDEO = "video"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="references")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="references")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="references")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.IMAGE)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    seconds = models.FloatField(null=True)  # of a video
    # The take whose clip, or whose frame at so many seconds, this is
    source = models.ForeignKey(
        "playground.Generation", null=True, on_delete=models.SET_NULL, related_name="frames"
    )
    source_seconds = models.FloatField(null=True)
    # The image this one was cut out of
    cut_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="cuts")
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True)  # it left the library; takes that use it keep it
    purged_at = models.DateTimeField(null=True)  # since when that cannot be taken back, at a person's word

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-created_at", "-id"], name="newest_reference"),
            models.Index(
                fields=["deleted_at"], name="reference_deleted", condition=models.Q(deleted_at__isnull=False)
            ),
        ]

    @property
    def is_new(self) -> bool:
        """Whether it is not in the database yet."""
        return self._state.adding

    @property
    def wire(self) -> str:
        """How it stands in a request before the gateway has it."""
        return f"upload:{self.name}"


class GatewayUpload(models.Model):
    """Where the gateway keeps its copy of a blob: the same content goes up once a connection."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="uploads")
    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="uploads")
    url = models.TextField()
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "blob"], name="one_upload_by_content")]
