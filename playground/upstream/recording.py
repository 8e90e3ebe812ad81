"""A task's run as the gateway told it, step by step, and what it would say while that run is played again. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

BASE_URL = "https://rehearsal.invalid"  # a name that no resolver ever knows: what goes there goes nowhere
PREFIX = "rehearsal_"
LONGEST_ANSWER = 10.0  # seconds that a played create takes at most; less than a call may


@dataclass(frozen=True, slots=True)
class Step:
    """A status that was new: so many seconds after upstream's yes, in its own word, with its own percentage."""

    after: float
    word: str
    progress: int | None = None

    @property
    def line(self) -> str:
        """One line of what a take's row keeps: seconds, percentage, and the word where it is another than before."""
        progress = "-" if self.progress is None else self.progress
        return f"{self.after:.1f} {progress} {' '.join(self.word.split())}\n"


def steps_in(text: str) -> tuple[Step, ...]:
    """The steps of such lines, in order; a line that is none is passed over."""
    found: list[Step] = []
    for line in text.split("\n"):
        after, _, rest = line.partition(" ")
        progress, _, word = rest.partition(" ")
        word = word or (found[-1].word if found else "queued")
        try:
            found.append(Step(float(after), word, None if progress == "-" else int(progress)))
        except ValueError:
            continue
    return tuple(sorted(found, key=lambda step: step.after))


@dataclass(frozen=True)
class Run:
    """How a task ran, in seconds: `answered` from the request to the yes, `lasted` from there to its clip."""

    steps: tuple[Step, ...]
    answered: float
    lasted: float

    def at(self, elapsed: float) -> Step | None:
        """What stood so many seconds after the yes; None: it was finished."""
        if elapsed >= self.lasted:
            return None
        passed = [step for step in self.steps if step.after <= max(0.0, elapsed)]
        return passed[-1] if passed else Step(0.0, "queued")


@dataclass(frozen=True)
class Playing:
    """One run played again under a name of its own. speed: 0 skips the wait; begun: Unix seconds of its yes, if any."""

    name: str
    run: Run
    speed: int
    begun: float | None

    @property
    def pause(self) -> float:
        """Seconds until the answer to its create."""
        return min(LONGEST_ANSWER, max(0.0, self.run.answered) / self.speed) if self.speed else 0.0

    def answer(self, now: float) -> dict[str, Any]:
        """The gateway's answer at a moment, in its own shape, marked as played."""
        elapsed = 0.0 if self.begun is None else (now - self.begun) * (self.speed or math.inf)
        step = self.run.at(0.0 if math.isnan(elapsed) else elapsed)
        told: dict[str, Any] = {"id": PREFIX + self.name, "object": "generation.task", "rehearsal": True}
        if step is None:
            clip = {"type": "video", "data": [{"url": f"{BASE_URL}/clips/{self.name}.mp4"}]}
            return {**told, "status": "completed", "progress": 100, "result": clip}
        return {**told, "status": step.word, "progress": step.progress}
