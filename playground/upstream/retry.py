"""When to try again: pure functions of the answer, the attempt and the clock."""

from __future__ import annotations

import math
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

RETRY_AFTER_CAP = 300.0
BACKOFF_CAP = 120.0


def retry_after_seconds(header: str | None, now: float, cap: float = RETRY_AFTER_CAP) -> float | None:
    """Seconds to wait by a Retry-After header (seconds or HTTP-date), 0..cap; None if it says nothing.

    now: Unix seconds. The cap keeps an absurd header (a day, the year 9999) from parking a key for ever.
    """
    text = (header or "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(text).timestamp() - now
        except (ValueError, TypeError, OverflowError):
            return None
    if not math.isfinite(seconds):
        return None
    return min(max(seconds, 0.0), cap)


def backoff(attempt: int, random: Callable[[], float], cap: float = BACKOFF_CAP) -> float:
    """Seconds before repeat `attempt` (1, 2, 3 …): 1, 2, 4 … plus up to a quarter of jitter, at most cap.

    random: gives [0, 1), as random.Random().random does.
    """
    exponent = min(max(attempt, 1) - 1, 32)
    return float(min(2**exponent * (1.0 + 0.25 * random()), cap))
