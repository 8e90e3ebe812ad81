"""The words for where a take stands, who goes first, and what a person made of it."""

from django.db import models


class State(models.TextChoices):
    """Where a generation stands. Only `lifecycle.advance` moves one."""

    QUEUED = "queued"
    SUBMITTING = "submitting"
    UNCONFIRMED = "unconfirmed"
    RUNNING = "running"
    FETCHING = "fetching"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Lane(models.IntegerChoices):
    """Who goes first: a low one waits until no ordinary one does."""

    ORDINARY = 0
    LOW = 1


class Verdict(models.TextChoices):
    """What a person decided about a clip."""

    KEEP = "keep"
    REJECT = "reject"


PAUSED = "paused"  # the reason of a queued take whose batch a person has paused
PERSON = "person"  # the reason of an unconfirmed take that waits for a decision
RESTORED = "restored"  # the error code of one that came out of a backup: it may have been sent since
TERMINAL = frozenset({State.READY, State.FAILED, State.CANCELLED})
