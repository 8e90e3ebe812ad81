"""The allowed moves of a generation, and the only function that makes one."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from playground.models import changes, ledger
from playground.models.event import Event
from playground.models.generation import Generation
from playground.models.lease import Lease
from playground.models.state import TERMINAL, State

MOVES: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SUBMITTING, State.FAILED, State.CANCELLED, State.QUEUED}),
    State.SUBMITTING: frozenset({State.RUNNING, State.QUEUED, State.UNCONFIRMED, State.FAILED}),
    State.UNCONFIRMED: frozenset({State.RUNNING, State.QUEUED, State.FAILED, State.UNCONFIRMED}),
    State.RUNNING: frozenset({State.FETCHING, State.FAILED, State.RUNNING}),
    State.FETCHING: frozenset({State.READY, State.RUNNING, State.FAILED, State.FETCHING}),
    State.READY: frozenset(),
    State.FAILED: frozenset({State.RUNNING}),  # by a person alone, and only for a clip that was not found
    State.CANCELLED: frozenset(),
}


log = logging.getLogger("playground.takes")
PATIENCE = timedelta(hours=1)  # of one state; past it the card says that it takes long, and looks grow rare


class ForbiddenMove(Exception):
    """The code asked for a move that no generation may make."""


class LeaseLost(Exception):
    """Somebody else watches now; what this holder wanted to write must not be written."""


@dataclass(frozen=True)
class Fence:
    """What a watcher shows with each write: the lease it took, and the number it got with it."""

    lease: str
    token: int

    def __str__(self) -> str:
        return f"{self.lease} {self.token}"


@contextmanager
def fenced(fence: Fence | None) -> Iterator[None]:
    """A transaction that is refused (LeaseLost) when another watcher has taken over; None: not fenced."""
    with transaction.atomic():
        if fence is not None:
            held = Lease.objects.select_for_update().filter(name=fence.lease, token=fence.token)
            if not held.values_list("pk"):
                raise LeaseLost
        yield


def next_version(but: str = "") -> int:
    """The next place in the global order of changes; see `changes.next_version`."""
    return changes.next_version(Generation, but)


def advance(
    generation: Generation,
    to: State,
    event: str,
    *,
    actor: str,
    detail: str = "",
    received: str = "",
    fence: Fence | None = None,
    only: Q = Q(),  # noqa: B008  a Q that says nothing, and is never changed
    **fields: Any,
) -> bool:
    """Move `generation` from the state this object was read in, with its Event, in one transaction.

    False: somebody else moved it first, or `only` does not hold of the row (no joins, or PostgreSQL would not look
    again after waiting for it). Nothing was written then; losing the race is not an error.
    Raises ForbiddenMove, and LeaseLost when `fence` is stale.
    """
    state = State(generation.state)
    if to not in MOVES[state]:
        raise ForbiddenMove(f"{state} → {to}")
    with fenced(fence):
        now = timezone.now()
        moved = {"state": to, "version": next_version(), "reason": "", **fields}
        moved |= _follows(generation, to, moved, now)
        if not Generation.objects.filter(only, pk=generation.pk, state=state).update(**moved):
            return False
        said = {"name": event, "actor": actor, "detail": detail, "received": received}
        Event.objects.create(generation=generation, at=now, from_state=state, to_state=to, **said)
        ledger.book_move(generation, to, str(moved.get("charged", generation.charged)), event)
    if log.isEnabledFor(logging.INFO):
        _log(generation, event, to, actor)
    for name, value in moved.items():
        setattr(generation, name, value)
    return True


def _log(generation: Generation, event: str, to: State, actor: str) -> None:
    about = {"generation_id": generation.pk, "workspace_id": generation.workspace_id}
    moves = {"event": event, "was": str(generation.state), "now": str(to)}
    log.info("%s: %s → %s by %s", event, generation.state, to, actor, extra={**about, **moves})


def _follows(generation: Generation, to: State, moved: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What a move brings with it, whoever makes it."""
    follows: dict[str, Any] = {}
    if to in TERMINAL:
        follows |= {"due_at": None, "deadline_at": None}
    elif to != generation.state:
        follows["deadline_at"] = now + PATIENCE * settings.TIME_SCALE
    if moved.get("charged") and generation.is_rehearsal:
        follows["charged"] = "no"
    return follows
