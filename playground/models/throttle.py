"""How much may be asked of one upstream account, and whether it answers: kept for all processes and hosts together."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from playground.models.connection import Connection

Breaker = Literal["closed", "open", "half-open"]


class Throttle(models.Model):
    """A token bucket and a circuit breaker for one kind of request of one account.

    `left` requests at the moment `at`; nobody asks before `paused_until` (a 429 said so). After some failures in a
    row the breaker is open: nobody asks before `open_until`, and then one request goes ahead of the others.
    """

    class Kind(models.TextChoices):
        SUBMIT = "submit"
        QUERY = "query"

    account = models.CharField(max_length=100)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    left = models.FloatField()
    at = models.DateTimeField()
    paused_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)  # in a row, of anybody
    failing_since = models.DateTimeField(null=True)
    open_until = models.DateTimeField(null=True)
    words = models.TextField(default="", blank=True)  # of the latest failure

    # Since ever, for whoever watches over the whole: requests that were let through, and pauses that were asked for
    asked = models.BigIntegerField(default=0)
    pauses = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "kind"], name="one_bucket_of_a_kind")]

    @property
    def breaker(self) -> Breaker:
        """Where the breaker stands now."""
        if self.open_until is None:
            return "closed"
        return "open" if self.open_until > timezone.now() else "half-open"

    def pause_left(self, now: datetime, longest: timedelta) -> float:
        """Seconds that a 429 still asks for; one that ends later than any pause can is from a clock set back."""
        left = self.paused_until - now if self.paused_until else timedelta(0)
        return left.total_seconds() if timedelta(0) < left <= longest else 0.0


def of(connection: "Connection") -> list[Throttle]:
    """The buckets and breakers of the account that a connection asks."""
    return list(Throttle.objects.filter(account=connection.account).order_by("kind"))
