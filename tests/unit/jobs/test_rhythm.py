"""When to look next, as tables."""

import pytest

from playground.jobs import rhythm


def half() -> float:
    """A dice that always shows its middle."""
    return 0.5


@pytest.mark.parametrize(
    ("past", "seconds"),
    [
        ([], 5.0),
        ([60.0] * 7, 5.0),  # too little to learn from
        ([60.0] * 8, 54.0),
        ([*range(20, 120)], 0.9 * 25),
        ([0.1] * 50, 1.0),  # never busier than once a second
        (list(range(119, 19, -1)), 0.9 * 25),  # the order does not matter
    ],
)
def test_the_first_look_skips_what_is_known(past: list[float], seconds: float) -> None:
    """A tenth before the 5th percentile of past run times; 5 s while nothing is known."""
    assert rhythm.first_look(past) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("in_flight", "progress", "age", "seconds"),
    [
        (1, None, 10, 2.0),
        (1, 50, 10, 2.0),
        (1, 90, 10, 1.0),  # nearly done: twice as often
        (1, 100, 10, 1.0),
        (80, 10, 10, 2.0),
        (400, 10, 10, 10.0),  # 400 tasks share 40 looks a second
        (400, 95, 10, 10.0),
        (1, 10, 3600, 2.0),
        (1, 10, 7200, 120.0),
        (1, 95, 86_400, 300.0),
        (0, None, 0, 2.0),
    ],
)
def test_the_interval_shares_the_budget(
    in_flight: int, progress: int | None, age: float, seconds: float
) -> None:
    """Fixed, tighter near the end, stretched by many, ever rarer only after an hour."""
    assert rhythm.interval(in_flight, progress, age, half) == pytest.approx(seconds)


@pytest.mark.parametrize(("dice", "seconds"), [(0.0, 1.8), (0.5, 2.0), (0.999, 2.2)])
def test_the_interval_is_jittered_by_a_tenth(dice: float, seconds: float) -> None:
    """So that a thousand tasks that were due together are not due together again."""
    assert rhythm.interval(1, None, 0, lambda: dice) == pytest.approx(seconds, abs=0.01)


@pytest.mark.parametrize("in_flight", [1, 100, 1_000, 5_000])
def test_all_tasks_together_stay_below_the_documented_budget(in_flight: int) -> None:
    """However many run, 3,000 queries a minute are never exceeded on average."""
    assert in_flight / rhythm.interval(in_flight, None, 0, half) <= 3_000 / 60


@pytest.mark.parametrize(
    ("tries", "seconds"), [(0, 2), (1, 5), (2, 15), (3, 30), (4, 60), (5, 60), (500, 60)]
)
def test_look_ups_slow_down_and_go_on(tries: int, seconds: float) -> None:
    """2, 5, 15, 30, 60 s and then every minute for ever."""
    assert rhythm.look_up(tries) == seconds
