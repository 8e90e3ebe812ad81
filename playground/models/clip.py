"""Our own copy of a finished video. A generation outlives its clip."""

from django.db import models

from playground.models.blob import Blob
from playground.models.generation import Generation


class Clip(models.Model):
    """What the probe measured in our copy: pixels, seconds, frames a second, sound."""

    generation = models.OneToOneField(Generation, on_delete=models.CASCADE, related_name="kept_clip")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="clips")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    seconds = models.FloatField()
    fps = models.FloatField()
    has_audio = models.BooleanField()
    deleted_at = models.DateTimeField(null=True)  # the file goes when it can no longer be undone

    class Meta:
        indexes = [
            models.Index(
                fields=["deleted_at"], name="clip_deleted", condition=models.Q(deleted_at__isnull=False)
            )
        ]

    @property
    def size(self) -> int:
        """Bytes."""
        return self.blob.size

    @property
    def sha256(self) -> str:
        """Of our copy."""
        return self.blob.sha256
