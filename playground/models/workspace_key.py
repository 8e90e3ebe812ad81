"""A key that a workspace entered for itself: sealed, and its last four characters to know it by."""

from django.db import models
from django.utils import timezone

from playground.models.connection import Connection
from playground.models.people import User


class WorkspaceKey(models.Model):
    """Of one connection, and so of one account for ever: another key is another connection.

    A key that was replaced or removed stays as long as takes that were sent with it are on their way (keys.py).
    """

    connection = models.OneToOneField(Connection, on_delete=models.CASCADE, related_name="own_key")
    sealed = models.TextField()
    last_four = models.CharField(max_length=4)
    entered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """All that anybody is ever shown of it."""
        return f"sk-…{self.last_four}"
