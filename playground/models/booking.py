"""The ledger: what takes hold back and what they cost, one row a booking, never changed.

A take holds its estimate from the click on; at its end that becomes a charge, or is let go. What nobody knows stays
held and marked. So: what is spent or promised = the sum of `charged` + the sum of `held`.
"""

from django.db import models
from django.utils import timezone

from playground.models.connection import Connection
from playground.models.generation import Generation
from playground.models.people import User, Workspace


class Booking(models.Model):
    """Differences in milli-credits, by the estimate of the click; null: nobody knows the price."""

    class Kind(models.TextChoices):
        RESERVED = "reserved"  # at the click
        CHARGED = "charged"
        RELEASED = "released"  # it cost nothing
        UNKNOWN = "unknown"  # it ended and nobody knows: it stays held
        TWICE = "twice"  # sent again by a person who knew that the first may cost too: held for good

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="bookings")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="bookings")
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="bookings")
    generation = models.ForeignKey(Generation, on_delete=models.PROTECT, related_name="bookings")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    held = models.BigIntegerField(null=True)
    charged = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    month = models.DateField()  # the first day of the month in which it was reserved: where it counts

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["workspace", "-id"], name="ledger"),
            models.Index(fields=["workspace", "month", "-id"], name="ledger_of_a_month"),
            models.Index(fields=["workspace", "owner", "-id"], name="ledger_of_a_person"),
        ]
