"""A gateway on a clock that only tests move, whose studio puts down a few bytes instead of a film."""

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from playground.simulator.app import build_app
from playground.simulator.film.request import FilmRequest

FILM = b"0123456789" * 10


class Clock:
    """Unix seconds, at your word."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


class Gateway:
    """A caller with a key."""

    def __init__(self, http: TestClient, clock: Clock) -> None:
        self.http, self.clock = http, clock
        self.bearer = {"Authorization": "Bearer sk-any"}

    def create(self, prompt: str = "sea", **fields: Any) -> Any:
        body = {"model": "gemini_omni_flash", "prompt": prompt, **fields}
        return self.http.post("/v1/videos/generations", content=json.dumps(body), headers=self.bearer)

    def task(self, task_id: str) -> Any:
        return self.http.get(f"/v1/videos/generations/{task_id}", headers=self.bearer)

    def credits(self) -> float:
        return self.http.get("/v1/balance", headers=self.bearer).json()["remain_credits"]

    def finished(self, prompt: str = "sea", **fields: Any) -> Any:
        """The completed task of a new request."""
        task_id = self.create(prompt, **fields).json()["id"]
        waiting = self.http.app.state.desk.studio.waiting  # type: ignore[attr-defined]
        while waiting:
            time.sleep(0.002)
        self.clock.now += 20
        return self.task(task_id).json()


async def blank_film(request: FilmRequest, target: Path) -> None:
    """A film without a picture."""
    await asyncio.to_thread(target.write_bytes, FILM)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(tmp_path: Path, clock: Clock) -> Iterator[Gateway]:
    with TestClient(build_app(tmp_path, clock=clock, painter=blank_film)) as http:
        yield Gateway(http, clock)
