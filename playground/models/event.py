"""What happened to a generation, one row a move: who, when, why."""

from django.db import models
from django.utils.translation import gettext_noop as _

from playground.models.generation import Generation

# What events are called; kept in English, translated where they are shown.
NAMES = (
    _("asked"),
    _("submitting"),
    _("accepted"),
    _("unconfirmed"),
    _("adopted"),
    _("queued again"),
    _("waiting"),
    _("refused"),
    _("finished upstream"),
    _("asking for a fresh address"),
    _("download failed"),
    _("ready"),
    _("failed"),
    _("denied upstream"),
    _("result lost"),
    _("cancelled"),
    _("stopped watching"),
    _("watching again"),
    _("adopted by hand"),
    _("sent again by hand"),
    _("given up"),
    _("looking again by hand"),
    _("paused"),
    _("resumed"),
    _("deleted"),
    _("restored"),
    _("clip deleted"),
    _("clip restored"),
    _("out of a backup"),
    _("deleted for good"),
    _("files removed"),
)


class Event(models.Model):
    """Written in the transaction of the move itself, never changed."""

    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    name = models.CharField(max_length=40)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    actor = models.CharField(max_length=80)
    detail = models.TextField(blank=True)
    received = models.TextField(
        blank=True
    )  # the answer that made this move, as it came, at most 4,000 characters

    class Meta:
        ordering = ["id"]
