"""When to look next: pure functions of what is known, all in seconds.

Measured for tasks of about 75 s: skip the floor that is known, then a fixed interval; waiting ever longer for the
status of a running task is the worst policy there is (7 s behind on average).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playground.models.spread import Spread

FIRST_LOOK = 5.0
SHORTEST, LONGEST = 1.0, 2.0
LOOKS_A_TASK = 41.0  # a task of 75 s gets one each 1.8 s, one of 41 s and less one each second
EARLY = 0.7  # of what the fastest twentieth needs: a run quicker than the first look is the one that waits longest
NEARLY_DONE = 90
ENOUGH_HISTORY = 8
LOOK_UPS = (2.0, 5.0, 15.0, 30.0, 60.0)
PROOF_AFTER = 30.0  # a 404 by our own id counts only this long after the request left
GRACE_404 = 600.0  # an accepted task that upstream denies is given up only after this
DENIALS = 8  # and after so many denials in a row: a clock that jumps makes no hour of a second
RARELY = 300.0


@dataclass(frozen=True)
class Pace:
    """How takes of one model have run: seconds until the first look, and between two looks."""

    first_look: float
    interval: float


UNKNOWN = Pace(FIRST_LOOK, SHORTEST)
REHEARSED = Pace(0.2, 0.25)  # nobody is asked but a recording, which may be played sixteen times as fast


def pace(finished_in: Sequence[float]) -> Pace:
    """A good deal before the 5th percentile of past run times, then a 41st of the median; too few runs: UNKNOWN."""
    if len(finished_in) < ENOUGH_HISTORY:
        return UNKNOWN
    spread = Spread.of(finished_in)
    first = max(1.0, EARLY * spread.at(0.05))
    return Pace(first, min(LONGEST, max(SHORTEST, spread.half / LOOKS_A_TASK)))


def interval(usual: float, shared: float, progress: int | None, random: Callable[[], float]) -> float:
    """The pause between two looks at a running task. shared: what the query budget allows when all take part.

    Who is nearly done is looked at twice as often, also where the budget is short: they are few.
    """
    share = 0.5 if progress is not None and progress >= NEARLY_DONE else 1.0
    return max(usual, shared) * share * (0.9 + 0.2 * random())


def rare(overdue: float) -> float:
    """The pause when our patience ended `overdue` seconds ago: ever longer, up to five minutes."""
    return min(RARELY, 60.0 + overdue / 60)


def look_up(tries: int) -> float:
    """The pause before look-up number `tries` + 1 of a task that may or may not exist."""
    return LOOK_UPS[min(tries, len(LOOK_UPS) - 1)]
