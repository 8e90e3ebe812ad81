"""Our own copy of a finished video. A generation outlives its clip, and the clip's row its file."""

from django.db import models

from playground.models.blob import Blob
from playground.models.generation import Generation


class Clip(models.Model):
    """What the probe measured in our copy: pixels, seconds, frames a second, sound; and what became of the file."""

    class Rule(models.TextChoices):
        """Why it went, when it cannot be undone."""

        PERSON = "person"
        POSTERS = "posters"
        DELETE = "delete"

    generation = models.OneToOneField(Generation, on_delete=models.CASCADE, related_name="kept_clip")
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="clips")  # null: gone
    # The poster, as a file of its own, where the retention rule took the clip and left that
    poster = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="poster_of")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    seconds = models.FloatField()
    fps = models.FloatField()
    has_audio = models.BooleanField()
    deleted_at = models.DateTimeField(null=True)  # the file goes when it can no longer be undone
    rule = models.CharField(max_length=8, choices=Rule.choices, blank=True, default="")  # set: at once
    rule_days = models.PositiveSmallIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)  # when the files went
    removed_bytes = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["deleted_at"],
                name="clip_to_remove",
                condition=models.Q(deleted_at__isnull=False, removed_at__isnull=True),
            )
        ]

    @property
    def size(self) -> int:
        """Bytes."""
        return self.blob.size if self.blob else 0

    @property
    def sha256(self) -> str:
        """Of our copy."""
        return self.blob.sha256 if self.blob else ""
