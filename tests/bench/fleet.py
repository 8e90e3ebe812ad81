"""Many tasks in flight at once and one watcher: what it costs, and how far behind it is."""

import random
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.bench.bare import bare_get
from tests.bench.engine import Engine, Task
from tests.bench.gateway import TASKS, Gateway
from tests.bench.idle import spent
from tests.bench.stage import mean, percentile

TAIL = 5.0  # seconds that the last ones may take


@dataclass(frozen=True)
class Figures:
    """Of one run. lags: seconds from the end upstream to the commit of `fetching`; cpu: seconds of the watcher."""

    tasks: int
    seconds: float
    polls: int
    cpu: float
    lags: list[float]
    refused: int
    busiest: int  # queries in any ten seconds

    @property
    def pace(self) -> float:
        """Polls a second."""
        return self.polls / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of CPU a poll."""
        return self.cpu / self.polls * 1000

    @property
    def lag(self) -> float:
        """Mean, or NaN while any task has not been seen: those left out would be the late ones."""
        return mean(self.lags) if len(self.lags) == self.tasks else float("nan")

    @property
    def p50(self) -> float:
        return percentile(self.lags, 0.5)

    @property
    def p95(self) -> float:
        return percentile(self.lags, 0.95)


def lasting(count: int, shortest: float, longest: float) -> list[float]:
    """Run times between the two, the same ones each time."""
    dice = random.Random(count)
    return [dice.uniform(shortest, longest) for _ in range(count)]


def fly(gateway: Gateway, times: list[float], per_minute: int, history: tuple[float, ...] = ()) -> Figures:
    """All tasks begin together; each takes one of `times` seconds; the run ends TAIL seconds after the last."""
    with tempfile.TemporaryDirectory() as folder:
        return _fly(gateway, Path(folder) / "var", times, per_minute, history)


def _fly(
    gateway: Gateway, folder: Path, times: list[float], per_minute: int, history: tuple[float, ...]
) -> Figures:
    with Engine(folder, gateway, QUERIES_PER_MINUTE=str(per_minute)) as engine:
        asked = time.time()
        watcher, observer = engine.start("watch"), engine.start("observe")
        gateway.tell(limits={"task": per_minute, "create": 10**9})
        # A third program has to start and to write all rows by then, on a machine as busy as it was just now
        begin, dice = time.time() + 4 + (time.time() - asked) + len(times) / 500, random.Random(1)
        first = 5.0 if not history else 0.7 * percentile(list(history), 0.05)  # as jobs/rhythm.py has it
        tasks = [Task(begin, begin + first + dice.random(), begin + each) for each in times]
        engine.seed(tasks, history=history)
        assert time.time() < begin, "this machine is too busy to begin in time"
        time.sleep(begin - time.time())
        before, seconds = spent([watcher.pid]), max(times) + TAIL
        time.sleep(seconds)
        cpu = spent([watcher.pid]) - before
        seen, counted = engine.observed(observer), gateway.counts()
    lags = [at - counted["ends"][ours] for ours, at in seen.items()]
    queries = counted["task"]
    polls = sum(begin <= at <= begin + seconds for at in queries["at"])
    return Figures(len(times), seconds, polls, cpu, lags, queries["refused"], queries["most"])


def beside(gateway: Gateway, pace: float) -> float:
    """Milliseconds of CPU that a bare GET costs at that pace (0: flat out), the lowest of three runs."""
    now = time.time()
    gateway.tell(tasks=[["bare", "bare", now, now + 3600]], limits={"task": 10**9})
    return _lowest(f"{gateway.url}{TASKS}/bare", pace)


@cache
def _lowest(address: str, pace: float) -> float:
    count = int(max(40, 4 * pace)) if pace else 2000
    return min(bare_get(address, count, pace) for _ in range(3))
