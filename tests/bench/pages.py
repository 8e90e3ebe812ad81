"""Five hundred open pages on one web process: what they cost, and how soon they hear of a commit.

As a program: `python -m tests.bench.pages PORT DATABASE SECONDS`: the pages, and who commits.
"""

import asyncio
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from tests.bench.engine import FILE, Engine, Task
from tests.bench.gateway import Gateway
from tests.bench.idle import spent
from tests.bench.stage import Measure, percentile
from tests.bench.teams import HEADER
from tests.integration.installation import ROOT, Installation, wait_until

PAGES, TEAMS = 500, 100
COMMITS = 20.0  # a second
SECONDS = 8.0


def measures() -> Iterator[Measure]:
    """What was measured, its value, the promise, the unit."""
    teams = dict(_delays("tests.bench.teams"))
    yield "500 open pages of 100 teams, nothing happens: share of a core", teams["idle"], 5, "%"
    yield "500 open pages of 100 teams, 20 commits a second: share of a core", teams["busy"], 5, "%"
    yield "500 open pages of 100 teams: commit to page, p50", teams["p50"], None, "ms"
    yield "500 open pages of 100 teams: commit to page, p95", teams["p95"], 150, "ms"
    one = dict(_delays("playground.settings"))
    yield "500 open pages of one team, 20 commits a second: share of a core", one["busy"], None, "%"
    yield "500 open pages of one team: commit to page, p95", one["p95"], None, "ms"


def _delays(settings: str) -> Iterator[tuple[str, float]]:
    """Shares of a core in percent, delays in milliseconds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Gateway() as gateway,
        Engine(Path(folder) / "var", gateway) as engine,
    ):
        later = time.time() + 3600
        engine.seed(
            [Task(later, later, later) for _ in range(TEAMS)], teams=TEAMS if "teams" in settings else 0
        )
        web = Installation(engine.folder, **gateway.environment, DJANGO_SETTINGS_MODULE=settings)
        web.command = [sys.executable, "manage.py", "serve"]
        subprocess.run(
            [sys.executable, "manage.py", "build_static"], cwd=ROOT, env=web.environment, check=True
        )
        web.start(wait=False)
        try:
            assert wait_until(lambda: _answers(web), 20), web.output()[-2000:]
            yield from _measured(web, engine.folder / FILE)
        finally:
            web.end()


def _measured(web: Installation, database: Path) -> Iterator[tuple[str, float]]:
    command = [sys.executable, "-m", "tests.bench.pages", str(web.port), str(database), str(SECONDS)]
    pages = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert web.process is not None
    assert pages.stdout is not None
    assert pages.stdin is not None
    assert pages.stdout.readline() == "open\n", web.output()[-2000:]
    time.sleep(2.0)
    before = spent([web.process.pid])
    time.sleep(SECONDS)
    idle = spent([web.process.pid])
    pages.stdin.write("commit\n")
    pages.stdin.flush()
    assert pages.stdout.readline() == "committed\n", web.output()[-2000:]
    busy = spent([web.process.pid])
    delays = json.loads(pages.communicate(timeout=20)[0])
    yield "idle", (idle - before) / SECONDS * 100
    yield "busy", (busy - idle) / SECONDS * 100
    yield "p50", percentile(delays, 0.50)
    yield "p95", percentile(delays, 0.95)


def _answers(web: Installation) -> bool:
    try:
        return web.get("/health/live").status == 200
    except OSError:
        return False


class Pages:
    """The readers' side: when each heard of each version that concerns it."""

    def __init__(self, port: int, database: str, seconds: float) -> None:
        self.port, self.database, self.seconds = port, database, seconds
        self.committed: dict[str, list[float]] = {}  # by take: when
        self.heard: list[tuple[str, float]] = []  # a take, when; one entry for each page

    async def run(self) -> None:
        """Open all, wait for the word, commit, tell the delays in milliseconds."""
        lines = [await self._open(f"team-{number % TEAMS}") for number in range(PAGES)]
        listening = [asyncio.create_task(self._listen(reader)) for reader, _ in lines]
        print("open", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        await asyncio.to_thread(self._commit)
        print("committed", flush=True)
        await asyncio.sleep(1.0)
        for task in listening:
            task.cancel()
        print(json.dumps(list(self._delays())))

    async def _open(self, who: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"GET /live/ HTTP/1.1\r\nHost: 127.0.0.1\r\n{HEADER}: {who}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in head.split(b"\r\n", 1)[0], head
        return reader, writer

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                at = time.time()
                self.heard += [(each, at) for each in json.loads(line[6:])["ids"]]

    def _delays(self) -> Iterator[float]:
        """Of every commit to every page it concerns; takes are committed further apart than any delay is long."""
        assert self.heard
        for take, at in self.heard:
            yield min(at - began for began in self.committed[take] if began <= at) * 1000

    def _commit(self) -> None:
        database = sqlite3.connect(self.database, timeout=20, isolation_level=None)
        rows = [
            each
            for (each,) in database.execute("SELECT id FROM playground_generation WHERE state = 'running'")
        ]
        began = time.time()
        for turn in range(int(self.seconds * COMMITS)):
            time.sleep(max(0.0, began + turn / COMMITS - time.time()))
            take = rows[turn % len(rows)]
            database.execute("BEGIN IMMEDIATE")
            (top,) = database.execute("SELECT max(version) FROM playground_generation").fetchone()
            update = "UPDATE playground_generation SET version = ? WHERE id = ?"
            database.execute(update, (top + 1, take))
            database.execute("COMMIT")
            self.committed.setdefault(str(uuid.UUID(take)), []).append(time.time())


if __name__ == "__main__":
    asyncio.run(Pages(int(sys.argv[1]), sys.argv[2], float(sys.argv[3])).run())
