"""What one GET costs without us: one-connection httpx clients side by side, each answer's JSON read.

As a program: `python -m tests.bench.bare ADDRESS COUNT A_SECOND`; A_SECOND 0: as fast as it goes.
"""

import asyncio
import subprocess
import sys
import time

import httpx

from tests.integration.installation import ROOT

CLIENTS = 24


def bare_get(address: str, count: int, a_second: float) -> float:
    """Milliseconds of CPU for one GET, of `count` GETs at that pace."""
    command = [sys.executable, "-m", "tests.bench.bare", address, str(count), str(a_second)]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


async def _run(address: str, count: int, a_second: float) -> float:
    context = httpx.create_ssl_context()
    limits = httpx.Limits(max_connections=1, max_keepalive_connections=1)
    clients = [httpx.AsyncClient(verify=context, limits=limits) for _ in range(CLIENTS)]
    for client in clients:
        await client.get(address)
    turns = iter(range(count))
    began, spent = time.monotonic(), time.process_time()

    async def work(client: httpx.AsyncClient) -> None:
        for turn in turns:
            if a_second and (early := began + turn / a_second - time.monotonic()) > 0:
                await asyncio.sleep(early)
            (await client.get(address)).json()

    await asyncio.gather(*map(work, clients))
    spent = time.process_time() - spent
    for client in clients:
        await client.aclose()
    return spent / count * 1000


if __name__ == "__main__":
    print(asyncio.run(_run(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))))
