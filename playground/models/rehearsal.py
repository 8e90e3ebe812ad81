"""Rehearsals: real runs that are played again through the same screens, with no key, no network and no spend.

The path of the data: a finished take has kept what upstream said when (`heard`, written with each look that saw news)
→ a Recording puts it on the list → the click makes an ordinary row on the connection of kind `rehearsal`, with a
Replay that names the take and the speed → the watcher submits and looks as ever, but that connection's client answers
from the Replay (upstream/replay.py) → the downloader copies the recorded clip in place of fetching one → ready.
"""

import uuid
from collections.abc import Collection

from django.db import models
from django.utils import timezone

from playground.models.connection import Connection
from playground.models.generation import Generation
from playground.models.people import User
from playground.models.state import State
from playground.upstream.recording import PREFIX, Playing, Run, Step, steps_in

SKIP = 0  # the speed that waits for nothing
SPEEDS = (1, 2, 4, 8, 16, SKIP)
USUAL = 4


class RecordingQuerySet(models.QuerySet["Recording"]):
    """The questions the rooms above ask."""

    def playable(self, workspaces: Collection[int]) -> "RecordingQuerySet":
        """Those of these workspaces whose clip is still there, the first added first."""
        there = {"take__deleted_at": None, "take__kept_clip__deleted_at": None}
        rows = self.filter(take__workspace_id__in=workspaces, take__kept_clip__isnull=False, **there)
        return rows.select_related("take__kept_clip__blob", "take__connection").order_by("added_at", "pk")


class Recording(models.Model):
    """A finished take that people rehearse with. What is played is read from the take: nothing is kept twice."""

    take = models.OneToOneField(Generation, on_delete=models.CASCADE, related_name="recording")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recordings")
    added_at = models.DateTimeField(default=timezone.now)

    objects = RecordingQuerySet.as_manager()

    @property
    def seconds(self) -> float:
        """How long the real run took, from the click to our copy."""
        end = self.take.ready_at or self.take.completed_at or self.take.created_at
        return (end - self.take.created_at).total_seconds()


class Replay(models.Model):
    """What a take of a rehearsal plays: the run of another take, at a speed (0: without the wait)."""

    take = models.OneToOneField(Generation, on_delete=models.CASCADE, related_name="replay")
    of = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="replays")
    speed = models.PositiveSmallIntegerField()


class NoRecording(Exception):
    """A take that cannot be recorded: it has no clip, or is a rehearsal itself."""


def record(take: Generation, by: User) -> Recording:
    """Put a finished take on the list, once. Raises NoRecording."""
    if not can_be_recorded(take):
        raise NoRecording
    return Recording.objects.get_or_create(take=take, defaults={"added_by": by})[0]


def forget(take: Generation) -> None:
    """Take it off the list; what was rehearsed with it stays."""
    Recording.objects.filter(take=take).delete()


def can_be_recorded(take: Generation) -> bool:
    """A finished run of a gateway or of the simulator, with its clip."""
    return take.state == State.READY and take.clip is not None and not take.is_rehearsal


def is_recorded(take: Generation) -> bool:
    """Whether it is on the list."""
    return Recording.objects.filter(take=take).exists()


def run_of(take: Generation) -> Run:
    """What upstream said of a finished take, and when; an older one kept less of it."""
    accepted = take.accepted_at or take.created_at
    sent, ended = take.submitted_at or accepted, take.completed_at or accepted
    steps = steps_in(take.heard or "") or (Step(0.0, "queued"),)
    return Run(steps, (accepted - sent).total_seconds(), max(0.0, (ended - accepted).total_seconds()))


def playing(name: str) -> Playing | None:
    """What is played under a take's id, for the client that answers in place of the gateway."""
    try:
        key = uuid.UUID(name.removeprefix(PREFIX))
    except ValueError:
        return None
    rows = Replay.objects.filter(take=key, take__connection__kind=Connection.Kind.REHEARSAL)
    found = rows.select_related("take", "of").first()
    if found is None:
        return None
    begun = found.take.accepted_at or found.take.submitted_at
    return Playing(key.hex, run_of(found.of), found.speed, begun.timestamp() if begun else None)
