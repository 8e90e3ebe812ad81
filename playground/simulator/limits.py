"""The gateway's two rate-limit buckets, with the headers that go on every answer of the task endpoints."""

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """Documented figures of one group: requests a minute, a second, and at most in a burst of ten seconds."""

    category: str
    per_minute: int
    per_second: float
    burst: int


SUBMIT = Limit("async_submit", 300, 5.0, 50)
QUERY = Limit("async_query", 3000, 50.0, 500)


@dataclass(frozen=True)
class Draw:
    """What came of asking for one request's worth: the headers to send, and whether it passed."""

    passed: bool
    headers: dict[str, str]


class Bucket:
    """A token bucket for bursts inside a one-minute window; all keys share it, as they share one user."""

    def __init__(self, limit: Limit, clock: Callable[[], float]) -> None:
        self.limit = limit
        self.clock = clock
        self.tokens = float(limit.burst)
        self.filled_at = self.window_at = clock()
        self.used = 0

    def draw(self) -> Draw:
        """Take one request. A refused one takes nothing, as documented."""
        now = self.clock()
        self._refill(now)
        passed = self.tokens >= 1 and self.used < self.limit.per_minute
        if passed:
            self.tokens -= 1
            self.used += 1
        headers = {
            "X-RateLimit-Limit": str(self.limit.per_minute),
            "X-RateLimit-Remaining": str(self.limit.per_minute - self.used),
            "X-RateLimit-Reset": str(math.ceil(self.window_at + 60)),
            "X-RateLimit-Category": self.limit.category,
        }
        if not passed:
            headers["Retry-After"] = str(self._wait(now))
        return Draw(passed, headers)

    def _refill(self, now: float) -> None:
        if not 0 <= now - self.window_at < 60:
            self.window_at, self.used = now, 0
        earned = max(0.0, now - self.filled_at) * self.limit.per_second
        self.tokens = min(float(self.limit.burst), self.tokens + earned)
        self.filled_at = now

    def _wait(self, now: float) -> int:
        if self.used >= self.limit.per_minute:
            return max(1, math.ceil(self.window_at + 60 - now))
        return max(1, math.ceil((1 - self.tokens) / self.limit.per_second))
