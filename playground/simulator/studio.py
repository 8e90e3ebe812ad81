"""Draws the ordered films one after another, each in a process of its own, so that the wire stays quick."""

import asyncio
import json
import logging
import secrets
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path

from playground.simulator.film.request import FilmRequest
from playground.simulator.shelf import Shelf

type Painter = Callable[[FilmRequest, Path], Awaitable[None]]

log = logging.getLogger("playground.simulator")
_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = (60, 15)  # seconds one film may take, and more for each of its own; the ordinary one takes two


class Studio:
    """A queue of films. Ordering a film twice draws it once; an existing file is used again."""

    def __init__(self, shelf: Shelf, clock: Callable[[], float], painter: Painter) -> None:
        self.shelf = shelf
        self.clock = clock
        self.painter = painter
        self.queue: asyncio.Queue[tuple[str, FilmRequest]] = asyncio.Queue()
        self.waiting: set[str] = set()

    def path(self, film: str) -> Path:
        """Where the film with this stem is, or will be."""
        return self.shelf.films / f"{film}.mp4"

    def order(self, film: str, request: FilmRequest) -> None:
        """Have it drawn, unless it is there already or waiting."""
        if self.path(film).exists():
            self.shelf.film_drawn(film, self.clock())
        elif film not in self.waiting:
            self.waiting.add(film)
            self.queue.put_nowait((film, request))

    async def work(self) -> None:
        """Draw for ever; a film that cannot be drawn fails its tasks and is logged."""
        while True:
            film, request = await self.queue.get()
            try:
                await self._draw(film, request)
                self.shelf.film_drawn(film, self.clock())
            except Exception:
                log.exception("The film %s could not be drawn", film)
                self.shelf.film_failed(film, self.clock())
            finally:
                self.waiting.discard(film)

    async def _draw(self, film: str, request: FilmRequest) -> None:
        part = self.path(film).with_suffix(f".{secrets.token_hex(4)}.part")
        try:
            await self.painter(request, part)
            part.rename(self.path(film))
        finally:
            part.unlink(missing_ok=True)


async def in_a_process(request: FilmRequest, target: Path) -> None:
    """Draw with ``python -m playground.simulator.film``, which ends when its standard input does: with us."""
    order = json.dumps(asdict(request), default=str)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "playground.simulator.film", "--order", "--output", str(target)),
        stdin=asyncio.subprocess.PIPE,
        cwd=_ROOT,
    )
    try:
        async with asyncio.timeout(_PATIENCE[0] + _PATIENCE[1] * request.seconds):
            if process.stdin is None:
                raise RuntimeError("the studio's process has no standard input")
            process.stdin.write(order.encode() + b"\n")
            await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise RuntimeError(f"drawing ended with {process.returncode}")
