"""What measures in the browser stand on: a new installation at its ordinary speed, and one page of it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import launch
from tests.integration.installation import Installation, wait_until

# What was measured, its value, the promise (None: it is there to be compared with), the unit
type Measure = tuple[str, float, float | None, str]


@contextmanager
def running(folder: Path, **variables: str) -> Iterator[Installation]:
    """An installation whose watcher is heard; the first %s of a variable stands for its own port."""
    installation = Installation(folder)
    told = {name: value.replace("%s", str(installation.port), 1) for name, value in variables.items()}
    installation.environment |= told
    installation.start()
    try:
        assert wait_until(lambda: installation.get("/health/ready").status == 200, 30), installation.output()[
            -2000:
        ]
        yield installation
    finally:
        installation.end()


@contextmanager
def stage(**variables: str) -> Iterator[tuple[Installation, Page]]:
    """An installation and a tab of it that has nothing loaded yet."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        running(Path(folder) / "var", **variables) as installation,
    ):
        browser = launch(playwright)
        address = f"http://127.0.0.1:{installation.port}"
        try:
            yield installation, browser.new_context(base_url=address, locale="en-US").new_page()
        finally:
            browser.close()


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def mean(values: list[float]) -> float:
    """NaN of nothing: no promise is kept by what did not happen."""
    return sum(values) / len(values) if values else float("nan")
