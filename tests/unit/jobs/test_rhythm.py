"""When to look next, as tables."""

import pytest

from playground.jobs import rhythm


def half() -> float:
    """A dice that always shows its middle."""
    return 0.5


@pytest.mark.parametrize(
    ("past", "first_look", "interval"),
    [
        ([], 5.0, 1.0),
        ([60.0] * 7, 5.0, 1.0),  # too little to learn from
        ([60.0] * 8, 42.0, 60 / 41),
        ([75.0] * 8, 52.5, 75 / 41),
        ([*range(20, 120)], 0.7 * 25, 70 / 41),
        ([0.1] * 50, 1.0, 1.0),  # never busier than once a second
        (list(range(119, 19, -1)), 0.7 * 25, 70 / 41),  # the order does not matter
        ([3_600.0] * 9, 2_520.0, 2.0),
    ],
)
def test_the_pace_is_learned(past: list[float], first_look: float, interval: float) -> None:
    """Seven tenths of the 5th percentile of past run times, then a 41st of the median, between one and two seconds."""
    assert rhythm.pace(past) == rhythm.Pace(pytest.approx(first_look), pytest.approx(interval))


@pytest.mark.parametrize(
    ("usual", "shared", "progress", "seconds"),
    [
        (2.0, 0.0, None, 2.0),
        (2.0, 0.0, 50, 2.0),
        (2.0, 0.0, 90, 1.0),  # nearly done: twice as often
        (1.0, 0.0, 100, 0.5),
        (2.0, 1.5, 10, 2.0),
        (2.0, 10.0, None, 10.0),  # 400 tasks share 40 looks a second
        (2.0, 10.0, 10, 10.0),
        (2.0, 10.0, 95, 5.0),  # nearly done: twice as often here too
    ],
)
def test_the_interval_shares_the_budget(
    usual: float, shared: float, progress: int | None, seconds: float
) -> None:
    """Fixed, tighter near the end, stretched by many."""
    assert rhythm.interval(usual, shared, progress, half) == pytest.approx(seconds)


@pytest.mark.parametrize(("dice", "seconds"), [(0.0, 1.8), (0.5, 2.0), (0.999, 2.2)])
def test_the_interval_is_jittered_by_a_tenth(dice: float, seconds: float) -> None:
    """So that a thousand tasks that were due together are not due together again."""
    assert rhythm.interval(2.0, 0.0, None, lambda: dice) == pytest.approx(seconds, abs=0.01)


@pytest.mark.parametrize(("overdue", "seconds"), [(0, 60), (3_600, 120), (14_400, 300), (10**7, 300)])
def test_looks_grow_rare_past_our_patience(overdue: float, seconds: float) -> None:
    """Once a minute at first, then ever more rarely, but every five minutes for ever."""
    assert rhythm.rare(overdue) == seconds


@pytest.mark.parametrize(
    ("tries", "seconds"), [(0, 2), (1, 5), (2, 15), (3, 30), (4, 60), (5, 60), (500, 60)]
)
def test_look_ups_slow_down_and_go_on(tries: int, seconds: float) -> None:
    """2, 5, 15, 30, 60 s and then every minute for ever."""
    assert rhythm.look_up(tries) == seconds
