"""From the kill of the watching process until somebody asks upstream again."""

import os
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.engine import FILE, Engine, Task
from tests.bench.gateway import Gateway
from tests.bench.stage import Measure, percentile, running
from tests.integration.installation import wait_until

TASKS = 40
KILLS = 4
SETTLED = 4.0  # seconds that it has run undisturbed: a bell that rang just now is not rung again


def measures() -> Iterator[Measure]:
    """What was measured, its value, the promise, the unit."""
    with Gateway() as gateway:
        silences = _same_host(gateway)
        yield "kill -9 of the watcher to the next query, same host, median", percentile(silences, 0.5), 1, "s"
        yield "the same, slowest of four", max(silences), None, "s"
    with Gateway() as gateway:
        yield "kill -9 of the watcher to the next query, its host lost", _host_lost(gateway), 8, "s"


def _same_host(gateway: Gateway) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        seeded = _seeded(Path(folder) / "var", gateway)
        with running(seeded.folder, **gateway.environment):
            silences = []
            for _ in range(KILLS):
                time.sleep(SETTLED)
                silences.append(_silence(gateway, seeded.folder))
            return silences


def _host_lost(gateway: Gateway) -> float:
    """The holder writes another host's name, so that nobody here may ask whether its process lives."""
    with tempfile.TemporaryDirectory() as folder, _seeded(Path(folder) / "var", gateway) as engine:
        engine.start("watch", BENCH_HOST="elsewhere")
        assert wait_until(lambda: _holder(engine.folder).startswith("elsewhere:"), 10)
        with running(engine.folder, **gateway.environment):
            time.sleep(2.0)
            assert _holder(engine.folder).startswith("elsewhere:")
            return _silence(gateway, engine.folder)


def _seeded(folder: Path, gateway: Gateway) -> Engine:
    engine, now = Engine(folder, gateway), time.time()
    engine.seed([Task(now, now, now + 3600) for _ in range(TASKS)])
    return engine


def _silence(gateway: Gateway, folder: Path) -> float:
    """Seconds from the kill of the process that holds the lease to the first query after it."""
    assert wait_until(lambda: _holder(folder), 10)
    pid = int(_holder(folder).split(":")[1])
    killed = time.time()
    os.kill(pid, signal.SIGKILL)
    gone = time.time() + 0.005  # what it had written to the wire has arrived by then
    later: Callable[[], list[float]] = lambda: [at for at in gateway.counts()["task"]["at"] if at > gone]  # noqa: E731
    assert wait_until(later, 30), "nobody asks any more"
    return later()[0] - killed


def _holder(folder: Path) -> str:
    database = sqlite3.connect(folder / FILE, timeout=20)
    try:
        rows = database.execute("SELECT holder FROM playground_lease WHERE name = 'watch'").fetchall()
        return str(rows[0][0]) if rows else ""
    finally:
        database.close()
