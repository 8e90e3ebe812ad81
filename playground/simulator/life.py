"""The life of a simulated task: a pure function of its birth, its plan and the time."""

import math
import random
from dataclasses import dataclass
from typing import Literal

from playground.simulator.scenarios import Fate

RESULT_LIFETIME = 86_400  # seconds a result address lives, as every documented example has it


@dataclass(frozen=True)
class Plan:
    """How long the task waits and works, in seconds, and how it ends. Drawn once, kept on the shelf."""

    waits: float
    works: float
    ending: Literal["completed", "failed", "never"]

    @property
    def total(self) -> float:
        """Seconds from birth to the end (or, for ``never``, to where progress stops)."""
        return self.waits + self.works


@dataclass(frozen=True)
class Stage:
    """What a status query sees. Times are Unix seconds; ``progress`` is 0 to 100."""

    status: Literal["queued", "in_progress", "completed", "failed"]
    progress: int
    completed_at: int | None = None
    lifetime: int = RESULT_LIFETIME

    @property
    def expires_at(self) -> int | None:
        """When the result address stops answering."""
        return None if self.completed_at is None else self.completed_at + self.lifetime


def plan(seed: int, fate: Fate, time_scale: float = 1.0) -> Plan:
    """Between 6 and 11 s in all, times the fate's stretch, times the time scale (0.1: ten times faster)."""
    dice = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    total = dice.uniform(6.0, 11.0)
    waits = dice.uniform(0.9, 1.8)
    factor = fate.stretch * time_scale
    works = (total - waits) * (0.6 if fate.ending == "failed" else 1.0)
    return Plan(waits * factor, works * factor, fate.ending)


def stage(born: float, planned: Plan, film_at: float | None, now: float) -> Stage:
    """The stage at ``now``; never completed before the film exists (``film_at``, None while it is drawn)."""
    age = now - born
    if age < planned.waits:
        return Stage("queued", 0)
    if planned.ending == "failed" and age >= planned.total:
        return Stage("failed", 0)
    if planned.ending == "completed" and film_at is not None:
        done = max(born + planned.total, film_at)
        if now >= done:
            return Stage("completed", 100, int(done))
    return Stage("in_progress", _progress(age - planned.waits, planned.works))


def _progress(worked: float, works: float) -> int:
    """Quick at first, slower near the end, and never 100 before the verdict, as real gateways report it."""
    share = min(1.0, max(0.0, worked / works)) if works > 0 else 1.0
    return max(1, min(97, round(97 * (1 - math.pow(1 - share, 1.5)))))
