"""What a person may wish of a take: cancel it before it is sent, look away after, settle what nobody can know."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from playground.models.generation import Generation
from playground.models.lifecycle import advance
from playground.models.state import PERSON, State


def cancel(take: Generation, actor: str) -> bool:
    """Cancel a take of which nothing has left; False when it is too late for that."""
    if take.state != State.QUEUED:
        return False
    return advance(take, State.CANCELLED, "cancelled", actor=actor, charged="no")


def watch(take: Generation, wanted: bool, actor: str) -> bool:
    """Set whether somebody waits for a running take; upstream has no cancel, and a late result is still collected."""
    if take.state not in (State.RUNNING, State.FETCHING, State.UNCONFIRMED) or take.watching == wanted:
        return False
    event = "watching again" if wanted else "stopped watching"
    return advance(take, State(take.state), event, actor=actor, watching=wanted, reason=take.reason)


LOOKED_AGAIN = "looking again by hand"


def fetch_again(take: Generation, actor: str) -> bool:
    """Look once more for a finished clip that could not be had; False when there is nothing to look for."""
    if take.state != State.FAILED or take.error_code != "result_expired" or not take.upstream_id:
        return False
    fields: dict[str, Any] = {"error_code": "", "error_message": "", "due_at": timezone.now()}
    return advance(take, State.RUNNING, LOOKED_AGAIN, actor=actor, **fields)


class Unsettled(Exception):
    """This take waits for nobody's decision now."""


class TaskTaken(Exception):
    """Another take has that task already."""


def adopt(take: Generation, task_id: str, actor: str) -> bool:
    """The task a person found upstream is this take's. Raises Unsettled, TaskTaken."""
    _needs_a_person(take)
    now = timezone.now()
    fields: dict[str, Any] = {
        "upstream_id": task_id,
        "accepted_at": now,
        "tries": 0,
        "due_at": now,
        "error_code": "",
        "charged": "",
    }
    try:
        with transaction.atomic():
            return advance(take, State.RUNNING, "adopted by hand", actor=actor, detail=task_id, **fields)
    except IntegrityError:
        raise TaskTaken from None


def send_again(take: Generation, actor: str) -> bool:
    """Send it once more, knowing that it may be charged twice. Raises Unsettled, OverBudget."""
    _needs_a_person(take)
    fields: dict[str, Any] = {"submitted_at": None, "tries": 0, "attempts": 0, "due_at": timezone.now()}
    detail = "knowing that it may be charged twice"
    return advance(take, State.QUEUED, "sent again by hand", actor=actor, detail=detail, **fields)


def give_up(take: Generation, actor: str) -> bool:
    """End it without knowing. Raises Unsettled."""
    _needs_a_person(take)
    fields: dict[str, Any] = {"charged": "unknown", "completed_at": timezone.now()}
    return advance(take, State.FAILED, "given up", actor=actor, **fields)


def _needs_a_person(take: Generation) -> None:
    if take.state != State.UNCONFIRMED or take.reason != PERSON:
        raise Unsettled
