"""What an installation costs that nobody uses: share of one core, and memory."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.stage import Measure, stage

SECONDS = 10


def measures() -> Iterator[Measure]:
    """What was measured, its value, the promise, the unit."""
    with stage() as (installation, page):
        page.goto("/")
        time.sleep(5)
        cluster, everything = installation.living("qcluster"), installation.living()
        before = spent(cluster), spent(everything)
        time.sleep(SECONDS)
        after = spent(cluster), spent(everything)
        yield (
            "idle: cluster with its watcher, share of a core",
            (after[0] - before[0]) / SECONDS * 100,
            5,
            "%",
        )
        yield (
            "idle: everything, one page open, share of a core",
            (after[1] - before[1]) / SECONDS * 100,
            8,
            "%",
        )
        yield "idle: memory of everything (PSS)", sum(_memory(each) for each in everything), 400, "MB"


def spent(processes: list[int]) -> float:
    """Seconds of CPU, user and system, since they began."""
    ticks = 0
    for each in processes:
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> float:
    """Megabytes, shared pages split among those who share them."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
