"""A token bucket for one kind of request of one connection; a 429 pauses it for everybody."""

import asyncio
from collections.abc import Callable


class Budget:
    """`rate` requests a second with bursts of `burst`; `clock` in seconds, monotonic."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float]) -> None:
        self.rate, self.burst, self.clock = rate, burst, clock
        self.left, self.at = burst, clock()
        self.paused_until = clock()

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
