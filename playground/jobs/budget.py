"""Token buckets for the requests of one connection; a 429 pauses one for everybody."""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from playground.models import Throttle

Kind = Throttle.Kind
# 80 % of the documented 300 submits and 3,000 queries a minute: (requests a second, burst)
LIMITS = {Kind.SUBMIT: (4.0, 40.0), Kind.QUERY: (40.0, 400.0)}
LONGEST_PAUSE = 300.0


class Budget:
    """`rate` requests a second with bursts of `burst`; `clock` in seconds, monotonic; `left` None: full."""

    def __init__(
        self,
        rate: float,
        burst: float,
        clock: Callable[[], float],
        left: float | None = None,
        pause: float = 0.0,
    ) -> None:
        self.rate, self.burst, self.clock = rate, burst, clock
        self.left, self.at = burst if left is None else left, clock()
        self.paused_until = clock() + pause

    def wait_for_one(self) -> float:
        """Take one and tell how many seconds to wait before using it."""
        now = self.clock()
        self.left = min(self.burst, self.left + (now - self.at) * self.rate) - 1
        self.at = now
        return max(0.0, -self.left / self.rate, self.paused_until - now)

    def pause(self, seconds: float) -> None:
        """Nobody asks for so long: the gateway said so."""
        self.paused_until = max(self.paused_until, self.clock() + seconds)

    async def take(self) -> None:
        """Wait for a turn."""
        while (seconds := self.wait_for_one()) > 0:
            self.left += 1
            await asyncio.sleep(seconds)


def restore(connection_id: int) -> dict[Kind, Budget]:
    """A connection's budgets as the last watcher left them, refilled by the time since."""
    now = timezone.now()
    kept = {row.kind: row for row in Throttle.objects.filter(connection_id=connection_id)}
    budgets = {}
    for kind, (rate, burst) in LIMITS.items():
        row = kept.get(kind)
        since = max(0.0, (now - row.at).total_seconds()) if row else 0.0
        left = min(burst, row.left + since * rate) if row else burst
        pause = (row.paused_until - now).total_seconds() if row and row.paused_until else 0.0
        budgets[kind] = Budget(rate, burst, time.monotonic, left, min(max(pause, 0.0), LONGEST_PAUSE))
    return budgets


def keep(connection_id: int, budgets: dict[Kind, Budget]) -> None:
    """Write them down, for the next slice or another process."""
    now = timezone.now()
    for kind, budget in budgets.items():
        pause = budget.paused_until - budget.clock()
        until = now + timedelta(seconds=pause) if pause > 0 else None
        elapsed = budget.clock() - budget.at
        left = min(budget.burst, budget.left + elapsed * budget.rate)
        kept = {"left": left, "at": now, "paused_until": until}
        Throttle.objects.update_or_create(connection_id=connection_id, kind=kind, defaults=kept)
