"""How much of a connection's request budget is left: kept between slices, processes and hosts."""

from django.db import models

from playground.models.connection import Connection


class Throttle(models.Model):
    """One token bucket: `left` requests at the moment `at`; nobody asks before `paused_until`."""

    class Kind(models.TextChoices):
        SUBMIT = "submit"
        QUERY = "query"

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="throttles")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    left = models.FloatField()
    at = models.DateTimeField()
    paused_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "kind"], name="one_bucket_of_a_kind")]
