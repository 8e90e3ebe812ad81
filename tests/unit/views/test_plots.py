"""The plots' geometry: what is drawn is what was counted."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.models.runs import Day
from playground.models.spread import Spread
from playground.views.plots import bars, curve, nice_step

TIMES = st.lists(st.floats(0.01, 1e5), min_size=1, max_size=20)


def points(path: str) -> list[tuple[str, float]]:
    """The moves of a path that goes only across (H) and up or down (V)."""
    return [(kind, float(number)) for kind, number in re.findall(r"([HV])([\d.]+)", path)]


def test_the_curve_steps_up_once_a_run() -> None:
    """Four runs are four steps of a quarter; half and nine of ten lie where their runs ended."""
    drawn = curve(Spread.of([10, 20, 30, 40]))
    assert drawn.path.startswith("M0 100H15.62V75H31.25V50H46.88V25H62.5V0")
    assert (drawn.half, drawn.most, drawn.beyond) == ("46.88", "62.5", 0)


def test_the_tail_does_not_squeeze_the_curve() -> None:
    """A run far behind nine of ten is counted, not drawn."""
    drawn = curve(Spread.of([60] * 99 + [9000]))
    assert drawn.beyond == 1
    assert drawn.path.endswith("H100V1")


@settings(max_examples=60, deadline=None, database=None)
@given(TIMES)
def test_the_curve_only_rises(times: list[float]) -> None:
    """It goes right and up, and never leaves its box."""
    moves = points(curve(Spread.of(times)).path)
    for kind, sign in (("H", 1), ("V", -1)):
        along = [sign * number for name, number in moves if name == kind]
        assert along == sorted(along)
        assert all(0 <= abs(number) <= 100 for number in along)


@settings(max_examples=60, deadline=None, database=None)
@given(st.floats(1e-3, 1e6))
def test_ticks_are_round_and_few(length: float) -> None:
    """A step is 1, 2 or 5 with zeros, and at most four of them fill the axis."""
    step = nice_step(length)
    assert f"{step:e}"[0] in "125"
    assert length / step <= 4 * (1 + 1e-6)


def test_ticks_stand_at_their_numbers() -> None:
    """The axis of takes of about a minute is marked in tens of seconds."""
    ticks = curve(Spread.of([50, 55, 60, 65, 70])).ticks
    assert [(tick.value, tick.at) for tick in ticks] == [(0, "0"), (50, "44.64"), (100, "89.29")]


def test_bars_share_one_scale() -> None:
    """The fullest day fills the height; what failed stands upon what succeeded."""
    days = [Day(date(2026, 11, 24), 3, 1), Day(date(2026, 11, 25), 2, 0)]
    drawn = bars(days)
    first, second = drawn.bars
    assert drawn.highest == 4
    assert (first.ready_top, first.ready_height, first.failed_top, first.failed_height) == (
        "25",
        "75",
        "0",
        "25",
    )
    assert (second.ready_top, second.ready_height, second.failed_height) == ("50", "50", "0")
    assert (first.left, second.left, first.width) == ("7", "57", "36")


@pytest.mark.parametrize("days", [[], [Day(date(2026, 11, 25), 0, 0)]])
def test_nothing_is_drawn_of_nothing(days: list[Day]) -> None:
    """No division by a day without takes."""
    assert bars(days).highest == 0
