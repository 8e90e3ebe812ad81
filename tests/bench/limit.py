"""What the gateway of the bench allows: so many requests within any minute."""

from collections import deque

WINDOW = 60.0


class Limit:
    """So many requests within any minute; `most` is what the busiest ten seconds saw."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute, self.refused, self.most = per_minute, 0, 0
        self.at: list[float] = []
        self._minute, self._ten = deque[float](), deque[float]()

    def draw(self, now: float) -> bool:
        """Whether this request passes; a refused one counts nowhere else."""
        for window, seconds in ((self._minute, WINDOW), (self._ten, 10.0)):
            while window and window[0] <= now - seconds:
                window.popleft()
        if len(self._minute) >= self.per_minute:
            self.refused += 1
            return False
        self._minute.append(now)
        self._ten.append(now)
        self.at.append(now)
        self.most = max(self.most, len(self._ten))
        return True

    def headers(self, category: str) -> bytes:
        """As documented, on every answer of the task endpoints."""
        left, wait = self.per_minute - len(self._minute), b"Retry-After: 1\r\n"
        reset = int(self._minute[0] + WINDOW) if self._minute else 0
        told = f"X-RateLimit-Limit: {self.per_minute}\r\nX-RateLimit-Remaining: {left}\r\n"
        told += f"X-RateLimit-Reset: {reset}\r\nX-RateLimit-Category: {category}\r\n"
        return told.encode() + (b"" if left else wait)
