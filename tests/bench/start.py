"""How long a start and an end of the whole installation take."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.integration.installation import Installation, wait_until


def measures() -> Iterator[tuple[str, float, float, str]]:
    """What was measured, its value, the promise, the unit."""
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder) / "var")
        yield "first start to first page, packages installed", _start(installation), 6, "s"
        installation.end()
        yield "second start to first page", _start(installation), 3, "s"
        yield "cluster heard after that", _until_ready(installation), 5, "s"
        began = time.monotonic()
        installation.end()
        yield "SIGTERM to no process left", time.monotonic() - began, 3, "s"


def _start(installation: Installation) -> float:
    began = time.monotonic()
    installation.start()
    installation.get("/")
    return time.monotonic() - began


def _until_ready(installation: Installation) -> float:
    began = time.monotonic()
    wait_until(lambda: installation.get("/health/ready").status == 200, 30)
    return time.monotonic() - began
