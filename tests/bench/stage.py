"""What measures in the browser stand on: a new installation at its ordinary speed, and one page of it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import launch
from tests.integration.installation import Installation, wait_until

type Measure = tuple[str, float, float, str]


@contextmanager
def stage() -> Iterator[tuple[Installation, Page]]:
    """An installation whose watcher is heard, and a tab that has nothing loaded yet."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        installation = Installation(Path(folder) / "var")
        installation.start()
        wait_until(lambda: installation.get("/health/ready").status == 200, 30)
        browser = launch(playwright)
        address = f"http://127.0.0.1:{installation.port}"
        try:
            yield installation, browser.new_context(base_url=address, locale="en-US").new_page()
        finally:
            browser.close()
            installation.end()


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
