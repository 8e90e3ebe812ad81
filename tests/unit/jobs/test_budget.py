"""The token bucket, on a clock of the test's own."""

import asyncio

import pytest

from playground.jobs.budget import Budget


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """One that stands."""
    return Clock()


def test_a_burst_goes_out_at_once_and_the_rest_in_turn(clock: Clock) -> None:
    """Three free ones, then one each half second."""
    budget = Budget(rate=2.0, burst=3.0, clock=clock)
    assert [budget.wait_for_one() for _ in range(5)] == [0, 0, 0, 0.5, 1.0]


@pytest.mark.parametrize(("passed", "free"), [(0.0, 0), (0.5, 1), (1.0, 2), (60.0, 3)])
def test_it_fills_up_with_time_and_no_further(clock: Clock, passed: float, free: int) -> None:
    """Rate times seconds, never above the burst."""
    budget = Budget(rate=2.0, burst=3.0, clock=clock)
    for _ in range(3):
        budget.wait_for_one()
    clock.now += passed
    assert [budget.wait_for_one() for _ in range(4)].count(0) == free


def test_a_pause_holds_everybody(clock: Clock) -> None:
    """Tokens do not help before it is over; a shorter pause does not shorten it."""
    budget = Budget(rate=2.0, burst=3.0, clock=clock)
    budget.pause(7.0)
    budget.pause(2.0)
    assert budget.wait_for_one() == 7.0
    clock.now += 7.0
    assert budget.wait_for_one() == 0.0


@pytest.mark.parametrize("rate", [4.0, 40.0])
def test_a_minute_of_demand_stays_below_the_documented_limit(clock: Clock, rate: float) -> None:
    """Asked a hundred times a second, no minute after the burst brings more than rate times sixty."""
    budget, given = Budget(rate=rate, burst=1.0, clock=clock), 0
    for _ in range(6_000):
        clock.now += 0.01
        if budget.wait_for_one() > 0:
            budget.left += 1  # as take() does before it sleeps
        else:
            given += 1
    assert given <= rate * 60 + 1


def test_takers_in_a_real_loop_are_spaced() -> None:
    """Twelve takers of 100 a second with a burst of two need about a tenth of a second."""

    async def run() -> float:
        loop = asyncio.get_running_loop()
        budget, begun = Budget(rate=100.0, burst=2.0, clock=loop.time), loop.time()
        await asyncio.gather(*(budget.take() for _ in range(12)))
        return loop.time() - begun

    assert asyncio.run(run()) >= 0.09
