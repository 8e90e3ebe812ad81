"""What happened to a generation, one row a move: who, when, why."""

from django.db import models

from playground.models.generation import Generation


class Event(models.Model):
    """Written in the transaction of the move itself, never changed."""

    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    name = models.CharField(max_length=40)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    actor = models.CharField(max_length=80)
    detail = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
