"""The ordinary day: 25 takes of about 75 s in flight, the documented 50 queries a second, a model we know."""

import math
import random
from collections.abc import Iterator

from tests.bench.fleet import fly
from tests.bench.gateway import Gateway
from tests.bench.stage import Measure

TAKES, HISTORY = 25, 40
TYPICAL, SPREAD, LONGEST = 75.0, 0.4, 125.0


def measures() -> Iterator[Measure]:
    """What was measured, its value, the promise, the unit."""
    dice = random.Random(75)
    times = [_drawn(dice) for _ in range(TAKES)]
    with Gateway() as gateway:
        found = fly(gateway, times, 3_000, tuple(_drawn(dice) for _ in range(HISTORY)))
    yield "25 in flight at the documented limits: mean lag", found.lag, 1.2, "s"
    yield "25 in flight: lag p95", found.p95, None, "s"
    yield "25 in flight: polls a take of 75 s", found.polls / TAKES, 32, ""
    yield "25 in flight: answers 429", found.refused, 0, ""


def _drawn(dice: random.Random) -> float:
    """Lognormal around 75 s, without its endless tail: this is real time."""
    return min(LONGEST, TYPICAL * math.exp(dice.gauss(0, SPREAD)))
