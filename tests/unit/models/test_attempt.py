"""Guesses are counted before they are judged, for everybody together."""

from datetime import timedelta

import pytest
from django.utils import timezone

from playground.models.attempt import FORGOTTEN, Attempt, give_back, spend

WITHIN = timedelta(minutes=15)


@pytest.mark.django_db
def test_so_many_and_no_more() -> None:
    """Then there is a time to wait; another key has guesses of its own."""
    assert [spend("door", 3, WITHIN) for _ in range(3)] == [0, 0, 0]
    assert 0 < spend("door", 3, WITHIN) <= WITHIN.total_seconds()
    assert spend("window", 3, WITHIN) == 0


@pytest.mark.django_db
def test_a_refused_guess_makes_the_wait_no_longer() -> None:
    """The time runs from the first of them."""
    spend("door", 1, WITHIN)
    waits = [spend("door", 1, WITHIN) for _ in range(3)]
    assert max(waits) - min(waits) <= 1
    assert Attempt.objects.get().count == 1


@pytest.mark.django_db
def test_what_succeeds_is_given_back() -> None:
    """And never more than was spent."""
    spend("door", 3, WITHIN)
    give_back(["door"])
    give_back(["door"])
    assert Attempt.objects.get().count == 0


@pytest.mark.django_db
def test_time_wipes_the_slate() -> None:
    """A stretch later all are there again, and after a day nothing is remembered."""
    spend("door", 1, WITHIN)
    Attempt.objects.update(since=timezone.now() - WITHIN)
    assert spend("door", 1, WITHIN) == 0
    Attempt.objects.update(since=timezone.now() - FORGOTTEN - timedelta(seconds=1))
    spend("window", 1, WITHIN)
    assert [row.key for row in Attempt.objects.all()] == ["window"]
