"""The allowed moves of a generation, and the only function that makes one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from playground.models.event import Event
from playground.models.generation import TERMINAL, Generation, State
from playground.models.lease import Lease

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


class ForbiddenMove(Exception):
    """The code asked for a move that no generation may make."""


class LeaseLost(Exception):
    """Somebody else watches now; what this holder wanted to write must not be written."""


@contextmanager
def fenced(token: int | None) -> Iterator[None]:
    """A transaction that is refused (LeaseLost) when `token` is no longer the watcher's; None: not fenced."""
    with transaction.atomic():
        if (
            token is not None
            and not Lease.objects.select_for_update().filter(name="watch", token=token).exists()
        ):
            raise LeaseLost
        yield


def next_version() -> int:
    """The next place in the global order of changes; inside a write transaction, whose lock makes it the only one."""
    return int(Generation.objects.aggregate(top=Max("version"))["top"] or 0) + 1


def advance(
    generation: Generation,
    to: State,
    event: str,
    *,
    actor: str,
    detail: str = "",
    token: int | None = None,
    **fields: Any,
) -> bool:
    """Move `generation` from the state this object was read in, with its Event, in one transaction.

    False: somebody else moved it first, and nothing was written; losing the race is not an error.
    Raises ForbiddenMove, and LeaseLost when `token` is stale.
    """
    state = State(generation.state)
    if to not in MOVES[state]:
        raise ForbiddenMove(f"{state} → {to}")
    with fenced(token):
        changes = {"state": to, "version": next_version(), "reason": "", **fields}
        if to in TERMINAL:
            changes["due_at"] = None
        if not Generation.objects.filter(pk=generation.pk, state=state).update(**changes):
            return False
        said = {"name": event, "actor": actor, "detail": detail}
        Event.objects.create(generation=generation, at=timezone.now(), from_state=state, to_state=to, **said)
    for name, value in changes.items():
        setattr(generation, name, value)
    return True
