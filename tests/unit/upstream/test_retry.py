"""When to try again, as tables."""

from __future__ import annotations

import pytest

from playground.upstream.retry import backoff, retry_after_seconds

NOW = 1_792_000_000.0  # Wed, 14 Oct 2026 17:46:40 GMT


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 2.5 ", 2.5),
        ("0", 0.0),
        ("-3", 0.0),
        ("86400", 300.0),
        ("1e400", None),
        ("nan", None),
        ("Wed, 14 Oct 2026 17:46:47 GMT", 7.0),
        ("Wed, 14 Oct 2026 17:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 300.0),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_believed_within_reason(header: str | None, seconds: float | None):
    """Seconds and dates are read, the past is now, the absurd is capped, nonsense is nothing."""
    assert retry_after_seconds(header, NOW) == seconds


@pytest.mark.parametrize(
    ("attempt", "least"), [(0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (40, 120), (10_000, 120)]
)
def test_the_back_off_doubles_with_a_quarter_of_jitter(attempt: int, least: float):
    """1, 2, 4 s …, stretched by at most a quarter, never above the cap."""
    assert backoff(attempt, lambda: 0.0) == least
    assert backoff(attempt, lambda: 0.999) == pytest.approx(min(least * 1.25, 120), rel=0.01)
