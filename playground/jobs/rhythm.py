"""When to look next: pure functions of what is known, all in seconds.

Measured for tasks of about 75 s: skip the floor that is known, then a fixed interval; waiting ever longer for the
status of a running task is the worst policy there is (7 s behind on average).
"""

from collections.abc import Callable, Sequence

FIRST_LOOK = 5.0
INTERVAL = 2.0
NEARLY_DONE = 90
ENOUGH_HISTORY = 8
LOOK_UPS = (2.0, 5.0, 15.0, 30.0, 60.0)
PROOF_AFTER = 30.0  # a 404 by our own id counts only this long after the request left
GRACE_404 = 600.0  # an accepted task that upstream denies is given up only after this
QUERIES_A_SECOND = 40.0  # 80 % of the documented 3,000 a minute
PATIENCE = 3600.0  # after this an open task is asked for ever more rarely, and the card says so
RARELY = 300.0


def first_look(finished_in: Sequence[float]) -> float:
    """The 5th percentile of past run times of this model, a tenth early; 5 s while there is too little history."""
    if len(finished_in) < ENOUGH_HISTORY:
        return FIRST_LOOK
    ordered = sorted(finished_in)
    return max(1.0, 0.9 * ordered[int(0.05 * len(ordered))])


def interval(in_flight: int, progress: int | None, age: float, random: Callable[[], float]) -> float:
    """The pause between two looks at a running task: stretched so that all tasks share the query budget."""
    if age > PATIENCE:
        return min(RARELY, age / 60)
    wanted = INTERVAL / 2 if progress is not None and progress >= NEARLY_DONE else INTERVAL
    return max(wanted, in_flight / QUERIES_A_SECOND) * (0.9 + 0.2 * random())


def look_up(tries: int) -> float:
    """The pause before look-up number `tries` + 1 of a task that may or may not exist."""
    return LOOK_UPS[min(tries, len(LOOK_UPS) - 1)]
