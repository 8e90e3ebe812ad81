"""Several takes from one click: N of one model, or one prompt to several models."""

import uuid

from django.db import models
from django.utils import timezone

from playground.models.connection import Connection
from playground.models.people import User, Workspace


class Batch(models.Model):
    """Its takes are ordinary ones in the low lane; only what is theirs together stands here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="batches")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="batches")
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="batches")
    digest = models.CharField(max_length=64)  # of all that was asked for
    wanted = models.PositiveSmallIntegerField()  # takes; fewer are made where the budget ends
    budget = models.BigIntegerField(null=True)  # milli-credits; null: none was set
    unmade_text = models.TextField(blank=True, default="")  # what the budget kept from being made, as JSON
    paused = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
