"""The running takes that a watcher has in mind: when it looks at each again, and what it saw and has not yet written.

A look that saw nothing new is written some seconds later, together with others; what a person would notice at once.
Meanwhile the row's own `due_at` lies SLACK behind the look that is planned here. So it comes due in the database only
when this watcher is gone, or when somebody rings: a `due_at` that is not the one we know was written by somebody else.
"""

import heapq
import math
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone

from playground.models import Generation
from playground.models.state import State

SLACK = 5.0
QUIET = 3.0  # seconds that news of no interest may wait; less than SLACK
SOON = 0.5  # between two batches of the other kind
NEAR = 30.0  # a look further away is not kept in mind alone
# A few takes are looked at together, on a grid of so many seconds: one by one each look finds a process gone cold
TOGETHER, FEW = 0.25, 50


@dataclass(slots=True)
class Seen:
    """One look at a task that still runs; a failed look carries its words, one that met a 404 its `denied_at`."""

    word: str
    progress: int | None
    contact_at: datetime | None
    errors: int = 0  # in a row
    error: str = ""
    denied_at: datetime | None = None


@dataclass(slots=True)
class Note:
    """What is to be written of one take: what was seen last, and when it is due in the database."""

    row: Generation
    seen: Seen
    due_at: datetime


class Rounds:
    """By id: takes to be looked at again (times are monotonic), and notes to be written."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[uuid.UUID, tuple[float, Generation]] = {}
        self._next: list[tuple[float, uuid.UUID]] = []
        self._news: dict[uuid.UUID, Note] = {}
        self._quiet: dict[uuid.UUID, Note] = {}
        self._quiet_since = self._wrote_at = clock()

    def __len__(self) -> int:
        return len(self._kept)

    def saw(self, row: Generation, seen: Seen, pause: float) -> None:
        """Look again in so many seconds on the engine's clock; write what was seen, soon or when there is time."""
        is_news = seen.error or (seen.word, seen.progress, seen.errors, seen.denied_at) != (
            row.upstream_word,
            row.progress,
            row.poll_errors,
            row.denied_at,
        )
        row.upstream_word, row.progress, row.last_contact_at = seen.word, seen.progress, seen.contact_at
        row.poll_errors, row.denied_at = seen.errors, seen.denied_at
        slack = SLACK if pause <= NEAR and not seen.errors else 0.0
        note = Note(row, seen, timezone.now() + timedelta(seconds=(pause + slack) * settings.TIME_SCALE))
        if is_news or row.pk in self._news or not slack:
            self._quiet.pop(row.pk, None)
            self._news[row.pk] = note
        else:
            if not self._quiet:
                self._quiet_since = self._clock()
            self._quiet[row.pk] = note
        self.keep(row, pause)

    def keep(self, row: Generation, pause: float) -> None:
        """Look at it in so many seconds on the engine's clock."""
        at = self._clock() + pause * settings.TIME_SCALE
        if len(self._kept) < FEW:
            grid = TOGETHER * settings.TIME_SCALE
            at = math.ceil(at / grid) * grid
        self._kept[row.pk] = at, row
        heapq.heappush(self._next, (at, row.pk))

    def is_known(self, pk: uuid.UUID, due_at: datetime | None) -> bool:
        """Whether this take is in mind and nobody else has set when it is due."""
        kept = self._kept.get(pk)
        return kept is not None and kept[1].due_at == due_at

    def forget(self, pk: uuid.UUID) -> None:
        """The row itself says what is next."""
        self._kept.pop(pk, None)
        self._news.pop(pk, None)
        self._quiet.pop(pk, None)

    def due(self) -> list[Generation]:
        """The takes whose time has come; each is forgotten until `saw` brings it back."""
        now, found = self._clock(), []
        while self._next and self._next[0][0] <= now:
            at, pk = heapq.heappop(self._next)
            if pk in self._kept and self._kept[pk][0] == at:
                found.append(self._kept.pop(pk)[1])
        return found

    def wait(self) -> float:
        """Seconds until the next look."""
        return self._next[0][0] - self._clock() if self._next else 60.0

    def notes(self, *, all_of_them: bool = False) -> list[Note]:
        """What should be written now."""
        now, found = self._clock(), []
        if self._quiet and (all_of_them or now - self._quiet_since > QUIET * settings.TIME_SCALE):
            found, self._quiet = [*self._quiet.values()], {}
        if self._news and (all_of_them or found or now - self._wrote_at > SOON * settings.TIME_SCALE):
            found, self._news = [*found, *self._news.values()], {}
        if found:
            self._wrote_at = now
        return found

    def written(self, notes: list[Note], there: set[uuid.UUID]) -> None:
        """Of these notes, those of `there` met a running take; the others speak of takes that somebody has ended."""
        for note in notes:
            if note.row.pk in there:
                note.row.due_at = note.due_at
            else:
                self.forget(note.row.pk)

    def take_over(self, running: QuerySet[Generation]) -> list[Generation]:
        """What an earlier watcher had in mind: its looks were planned SLACK before the rows come due."""
        now, scale = timezone.now(), settings.TIME_SCALE
        near = now + timedelta(seconds=(NEAR + SLACK) * scale)
        kept = running.filter(state=State.RUNNING, poll_errors=0, last_contact_at__gt=F("accepted_at"))
        return list(kept.filter(due_at__gt=now, due_at__lte=near))

    def go_on(self, rows: list[Generation]) -> None:
        """Keep them as they were planned."""
        now = timezone.now()
        for row in rows:
            if row.due_at is not None:
                self.keep(row, (row.due_at - now).total_seconds() / settings.TIME_SCALE - SLACK)
