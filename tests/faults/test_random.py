"""A short random run, the same each time; `make soak` has long ones with seeds of their own."""

import pytest

from tests.faults.crew import Crew
from tests.faults.random_run import RandomRun


@pytest.fixture(scope="module")
def size() -> int:
    """Two clusters, always."""
    return 2


def test_whatever_happens_in_whatever_order_every_promise_is_kept(crew: Crew) -> None:
    """Forty takes while processes, engines, clock and gateway fail at random; then I1–I10 for all of them."""
    assert RandomRun(crew, seed=3, takes=40, seconds=16).run() == []
