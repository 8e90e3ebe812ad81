"""What a person may wish of a take: cancel it before it is sent, look away from it after."""

from playground.models.generation import Generation, State
from playground.models.lifecycle import advance


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
