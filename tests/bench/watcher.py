"""One watcher with ten to five thousand tasks in flight: CPU a poll, lag, polls a take, and not one 429."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.engine import Engine, Task
from tests.bench.fleet import Figures, beside, fly, lasting
from tests.bench.gateway import Gateway
from tests.bench.stage import Measure

# tasks in flight, shortest and longest run in seconds, queries a minute that the gateway allows. They run as long as
# real takes do: in takes of ten seconds every sixth look is the last one, which costs four others
FLEETS = ((10, 40, 80, 30_000), (100, 40, 80, 30_000), (1_000, 10, 60, 30_000), (5_000, 40, 80, 60_000))
DOCUMENTED = {"task": 3_000, "create": 300}
WINDOW = 66.0  # seconds: one of the gateway's minutes and the burst before it


def measures() -> Iterator[Measure]:
    """What was measured, its value, the promise, the unit."""
    with Gateway() as gateway:
        for count, shortest, longest, per_minute in FLEETS:
            found = fly(gateway, lasting(count, shortest, longest), per_minute)
            yield from _told(f"{count:,} in flight", found, gateway)
            if count == 1_000:
                yield "1,000 in flight at 400 queries/s: mean lag", found.lag, 0.8, "s"
        yield from _at_the_documented_limits(gateway)


def _told(name: str, found: Figures, gateway: Gateway) -> Iterator[Measure]:
    at_pace, flat_out = beside(gateway, found.pace), beside(gateway, 0)
    yield f"{name}: CPU a poll ÷ bare httpx at the same pace", found.cost / at_pace, 1.7, "×"
    yield f"{name}: CPU a poll ÷ bare httpx flat out", found.cost / flat_out, None, "×"
    yield f"{name}: CPU a poll", found.cost, None, "ms"
    yield f"{name}: polls a second", found.pace, None, "/s"
    yield f"{name}: share of a core", found.cpu / found.seconds * 100, None, "%"
    yield f"{name}: takes not seen finished in time", found.tasks - len(found.lags), 0, ""
    yield f"{name}: lag p50", found.p50, None, "s"
    yield f"{name}: lag p95", found.p95, None, "s"
    yield f"{name}: polls a take", found.polls / found.tasks, None, ""
    yield f"{name}: answers 429", found.refused, 0, ""


def _at_the_documented_limits(gateway: Gateway) -> Iterator[Measure]:
    """A thousand running and three hundred to be sent, against 3,000 queries and 300 submits in any minute."""
    with tempfile.TemporaryDirectory() as folder, Engine(Path(folder) / "var", gateway) as engine:
        now = time.time()
        gateway.tell(limits=DOCUMENTED, seconds=[3600, 3600])
        engine.seed([Task(now, now, now + 3600) for _ in range(1_000)], queued=300)
        engine.start("watch")
        time.sleep(WINDOW)
        counted = gateway.counts()
    queries, submits = counted["task"], counted["create"]
    yield (
        "documented limits, 1,000 running and 300 queued: answers 429",
        queries["refused"] + submits["refused"],
        0,
        "",
    )
    yield "the same: queries in the busiest ten seconds (documented burst)", queries["most"], 500, ""
    yield "the same: submits in the busiest ten seconds (documented burst)", submits["most"], 50, ""
    yield "the same: queries a second on average", len(queries["at"]) / WINDOW, None, "/s"
    yield "the same: submits a second on average", len(submits["at"]) / WINDOW, None, "/s"
