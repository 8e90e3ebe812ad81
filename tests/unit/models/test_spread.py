"""How run times are spread: the numbers behind "half in 74 s, nine of ten in 190 s"."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.models.spread import Spread

TIMES = st.lists(st.floats(0.01, 1e5), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("numbers", "half", "most"),
    [
        ([7.0], 7, 7),
        ([3, 1, 2], 2, 3),
        (range(10), 5, 9),
        (range(1, 101), 51, 91),
        ([60] * 99 + [9000], 60, 60),  # one stuck task does not spoil the sentence
    ],
)
def test_half_and_nine_of_ten(numbers: list[float], half: float, most: float) -> None:
    """Both are times that a run really took, whatever the order they came in."""
    spread = Spread.of(numbers)
    assert (spread.half, spread.most) == (half, most)


@settings(max_examples=60, deadline=None, database=None)
@given(TIMES, st.floats(0, 1))
def test_at_least_the_share_stays_within(times: list[float], share: float) -> None:
    """What is said of a share holds for at least that share of the runs."""
    spread = Spread.of(times)
    within = sum(time <= spread.at(share) for time in times)
    assert within >= share * len(times) - 1e-9


@pytest.mark.parametrize(("count", "enough"), [(0, False), (4, False), (5, True)])
def test_four_runs_are_an_anecdote(count: int, enough: bool) -> None:
    """Fewer than five say nothing."""
    assert Spread.of([1.0] * count).is_enough is enough
