"""The designs that come to mind first, beside ours: one queue task a poll, and a fixed pause of five seconds.

As a program: `python -m tests.bench.naive queue | fixed`, in the environment of an Engine.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from tests.bench.engine import Engine, Task
from tests.bench.fleet import TAIL, fly, lasting
from tests.bench.gateway import TASKS, Gateway
from tests.bench.idle import spent
from tests.bench.stage import Measure, mean
from tests.integration.installation import ROOT

COUNT, SHORTEST, LONGEST = 50, 5.0, 15.0
PAUSE = 5.0


def measures() -> Iterator[Measure]:
    """What was measured, its value, nothing promised, the unit."""
    times = lasting(COUNT, SHORTEST, LONGEST)
    with Gateway() as gateway:
        ours = fly(gateway, times, 30_000)
        yield from _told("50 in flight, ours", ours.lag, ours.polls, ours.cpu)
        yield from _told("50 in flight, one queue task a poll", *_naive(gateway, "queue", times))
        yield from _told("50 in flight, fixed pause of 5 s", *_naive(gateway, "fixed", times))


def _told(name: str, lag: float, polls: int, cpu: float) -> Iterator[Measure]:
    yield f"{name}: mean lag", lag, None, "s"
    yield f"{name}: polls a take", polls / COUNT, None, ""
    yield f"{name}: CPU a poll", cpu / polls * 1000, None, "ms"
    yield f"{name}: CPU a take", cpu / COUNT * 1000, None, "ms"


def _naive(gateway: Gateway, design: str, times: list[float]) -> tuple[float, int, float]:
    """Mean lag, polls, CPU of all its processes."""
    with tempfile.TemporaryDirectory() as folder, Engine(Path(folder) / "var", gateway) as engine:
        begin = time.time() + 6
        gateway.tell(limits={"task": 10**9})
        engine.seed([Task(begin, begin, begin + each) for each in times])
        observer = engine.start("observe", BENCH_QUEUE="kept")
        command = [sys.executable, "-m", "tests.bench.naive", design]
        process = subprocess.Popen(command, cwd=ROOT, env=engine.environment, start_new_session=True)
        try:
            time.sleep(max(0.0, begin - time.time()))
            started = spent(_session(process.pid))
            time.sleep(max(times) + TAIL + 1)
            cpu = spent(_session(process.pid)) - started
        finally:
            os.killpg(process.pid, 9)
            process.wait()
        seen, counted = engine.observed(observer), gateway.counts()
    lags = [at - counted["ends"][ours] for ours, at in seen.items()]
    return mean(lags) if len(lags) == COUNT else float("nan"), len(counted["task"]["at"]), cpu


def _session(leader: int) -> list[int]:
    """Every process of its session."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            fields = (each / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader:
            found.append(int(each.name))
    return found


@cache
def _client() -> httpx.Client:
    key = os.environ["TOAPIS_API_KEY"]
    return httpx.Client(base_url=os.environ["TOAPIS_BASE_URL"], headers={"Authorization": f"Bearer {key}"})


def poll(task: str) -> None:
    """One task of the queue: one look, one write, and the next look into the queue."""
    from django_q.tasks import async_task

    told = _client().get(f"{TASKS}/{task}").json()
    _write(task, told)
    if told["status"] != "completed":
        async_task("tests.bench.naive.poll", task)


def _write(task: str, told: dict[str, Any]) -> None:
    from django.utils import timezone

    from playground.models import Generation

    state = "fetching" if told["status"] == "completed" else "running"
    now = timezone.now()
    Generation.objects.filter(upstream_id=task).update(
        state=state, progress=told["progress"], last_contact_at=now, due_at=now
    )


def queue(tasks: list[str]) -> None:
    """A cluster with nothing but such tasks."""
    from django_q.cluster import Cluster
    from django_q.signals import post_spawn
    from django_q.tasks import async_task

    post_spawn.disconnect(dispatch_uid="playground.watch")
    for task in tasks:
        async_task("tests.bench.naive.poll", task)
    cluster = Cluster()
    cluster.start()
    while True:
        time.sleep(1)


async def fixed(tasks: list[str]) -> None:
    """A coroutine for each task, one ordinary client, and a pause after each look."""
    base_url, key = os.environ["TOAPIS_BASE_URL"], os.environ["TOAPIS_API_KEY"]
    async with httpx.AsyncClient(base_url=base_url, headers={"Authorization": f"Bearer {key}"}) as client:

        async def follow(task: str) -> None:
            status = ""
            while status != "completed":
                told = (await client.get(f"{TASKS}/{task}")).json()
                await asyncio.to_thread(_write, task, told)
                status = told["status"]
                await asyncio.sleep(PAUSE)

        await asyncio.gather(*map(follow, tasks))
    await asyncio.sleep(3600)


def main(design: str) -> None:
    """Until killed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "playground.settings"
    import django

    django.setup()
    from playground.models import Generation

    tasks = list(Generation.objects.filter(state="running").values_list("upstream_id", flat=True))
    if design == "queue":
        queue(tasks)
    else:
        asyncio.run(fixed(tasks))


if __name__ == "__main__":
    main(sys.argv[1])
