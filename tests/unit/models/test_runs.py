"""What ended takes tell: times, kinds of failure, days, cost."""

from datetime import UTC, date, datetime, timedelta

import pytest

from playground.models.expectation import span_text
from playground.models.runs import DAYS, Ended, Runs, told

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = date(2026, 11, 25)


def ready(seconds: float = 60, price: int | None = 12_000, days_ago: int = 0) -> Ended:
    """A take with a clip."""
    end = NOON - timedelta(days=days_ago)
    return Ended("ready", end - timedelta(seconds=seconds), end, price, None, "")


def failed(code: str, status: int | None = None, days_ago: int = 0) -> Ended:
    """A take without one."""
    end = NOON - timedelta(days=days_ago)
    return Ended("failed", end - timedelta(seconds=999), end, 12_000, status, code)


def test_a_failure_is_no_run_time() -> None:
    """Only finished takes say how long it takes, and what one costs."""
    runs = told([ready(40), failed("generation_failed"), ready(80)], TODAY)
    assert runs.seconds.ordered == (40, 80)
    assert runs.prices.ordered == (12_000, 12_000)
    assert (runs.ready, runs.failed, runs.count) == (2, 1, 3)


def test_an_unknown_price_is_not_a_zero() -> None:
    """What nobody knew is left out of the cost."""
    assert told([ready(price=None), ready(price=8_000)], TODAY).prices.ordered == (8_000,)


def test_failures_are_told_by_kind_the_commonest_first() -> None:
    """Several codes that mean the same are one kind, with the guide's words."""
    takes = [failed("content_policy_violation", 422)] * 3 + [failed("whatever", 500), failed("", 500)]
    kinds = told(takes, TODAY).failures
    assert [(kind.guide.title, kind.count) for kind in kinds] == [
        ("Blocked by content policy", 3),
        ("The gateway had a fault", 2),
    ]


def test_days_without_takes_are_days_too() -> None:
    """Two weeks up to today; what is older is not drawn."""
    days = told([ready(), failed("x"), ready(days_ago=2), ready(days_ago=90)], TODAY).days
    assert len(days) == DAYS
    assert [(day.ready, day.failed) for day in days[-3:]] == [(1, 0), (0, 0), (1, 1)]
    assert sum(day.ready + day.failed for day in days) == 3


def test_since_is_when_the_oldest_ended() -> None:
    """The sentence names the day from which on it holds."""
    assert told([ready(), ready(days_ago=7)], TODAY).since == NOON - timedelta(days=7)


def test_no_takes_tell_nothing() -> None:
    """An unused model has empty figures."""
    assert told([], TODAY) == Runs(days=told([], TODAY).days)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.04, "0 s"),
        (2.44, "2.4 s"),
        (8.0, "8 s"),
        (74.4, "74 s"),
        (190, "190 s"),
        (599.4, "599 s"),
        (720, "12 min"),
        (9_000, "2 h"),
    ],
)
def test_spans_are_said_as_people_say_them(seconds: float, words: str) -> None:
    """Seconds as long as they can be counted, then minutes, then hours."""
    assert span_text(seconds) == words
