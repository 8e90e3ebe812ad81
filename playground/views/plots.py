"""The geometry of the plots on a model's page: pure functions of numbers.

Everything is a percentage of the plot's own width and height, written as text, so that a template can put it into SVG
whatever the language, and a plot of any width keeps its letters' size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from playground.models.runs import Day
from playground.models.spread import Spread

ROOM = 1.6  # the time axis ends so much behind nine of ten: the tail must not squeeze the rest
TICKS = 4
BAR = 0.72  # of a day's share of the width


@dataclass(frozen=True)
class Tick:
    """A place on the axis and the number that stands there."""

    at: str
    value: float


@dataclass(frozen=True)
class Curve:
    """How many of all were done by when. `path` lives in a box of 100 × 100; `beyond` runs end right of it."""

    path: str
    half: str
    most: str
    ticks: tuple[Tick, ...]
    beyond: int


@dataclass(frozen=True)
class Bar:
    """One day: what succeeded stands below, what failed upon it."""

    day: Day
    left: str
    width: str
    ready_top: str
    ready_height: str
    failed_top: str
    failed_height: str


@dataclass(frozen=True)
class Bars:
    """Days side by side; `highest` takes ended on the fullest one."""

    bars: tuple[Bar, ...]
    highest: int


def nice_step(length: float, parts: int = TICKS) -> float:
    """The smallest of 1, 2, 5 × a power of ten that goes into a length at most `parts` times."""
    power: float = 10.0 ** floor(log10(length / parts))
    return next(step * power for step in (1, 2, 5, 10) if step * power * parts >= length * (1 - 1e-9))


def curve(seconds: Spread) -> Curve:
    """The cumulative curve of run times; there has to be one."""
    end = max(seconds.most * ROOM, 1e-3)
    inside = [value for value in seconds.ordered if value <= end]
    steps, done = ["M0 100"], 100.0
    for number, value in enumerate(inside, 1):
        across, down = 100 * value / end, 100 - 100 * number / len(seconds)
        steps.append(f"H{_text(across)}V{_text(down)}")
        done = down
    steps.append(f"H100V{_text(done)}" if done else "H100")
    step = nice_step(end)
    ticks = tuple(
        Tick(_text(100 * step * n / end), step * n) for n in range(TICKS + 1) if step * n <= end * 0.95
    )
    half, most = _text(100 * seconds.half / end), _text(100 * seconds.most / end)
    return Curve("".join(steps), half, most, ticks, len(seconds) - len(inside))


def bars(days: Sequence[Day]) -> Bars:
    """One bar a day, all on one scale; without any take all are empty."""
    highest = max((day.ready + day.failed for day in days), default=0)
    slot = 100 / max(1, len(days))
    return Bars(
        tuple(_bar(day, slot * place, slot, max(1, highest)) for place, day in enumerate(days)), highest
    )


def _bar(day: Day, left: float, slot: float, highest: int) -> Bar:
    ready, failed = 100 * day.ready / highest, 100 * day.failed / highest
    return Bar(
        day=day,
        left=_text(left + slot * (1 - BAR) / 2),
        width=_text(slot * BAR),
        ready_top=_text(100 - ready),
        ready_height=_text(ready),
        failed_top=_text(100 - ready - failed),
        failed_height=_text(failed),
    )


def _text(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
