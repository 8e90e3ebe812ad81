"""The whole product in real Chromium: one installation a test worker, one browser a module, fresh visitors a test."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright

from tests.integration import migrated
from tests.integration.installation import ROOT, Installation, wait_until

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The engine's and the simulator's clock: five times as fast, so that a take is ready in about two seconds.
TIME_SCALE = "0.2"
PATIENT = 60_000  # milliseconds for what takes none on a quiet machine
expect.set_options(timeout=PATIENT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a busy machine may miss its moment: each of its tests has a second try, and the report counts it."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


def running(folder: Path, **variables: str) -> Iterator[Installation]:
    """An installation as `make run` starts it; its end leaves no process and its log no traceback."""
    found = Installation(folder / "var", TIME_SCALE=TIME_SCALE, **variables)
    migrated.copy_to(found.data_dir)
    found.start()
    yield found
    os.killpg(found.process.pid, signal.SIGTERM)
    found.process.wait(60)
    # Who was killed needs a turn of the processor to be gone
    is_alone = wait_until(lambda: not found.living(), 10)
    found.end()
    assert is_alone, found.output()
    assert "Traceback" not in found.output(), found.output()


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The installation that all browser tests of a worker share."""
    yield from running(tmp_path_factory.mktemp("product"))


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, dict[str, str]]]:
    """A team's installation with something on every page, where nothing moves, and what tests/furnished.py made."""
    for found in running(tmp_path_factory.mktemp("furnished"), PLAYGROUND_MODE="team"):
        command = [
            sys.executable,
            "manage.py",
            "shell",
            "--no-imports",
            "-c",
            "from tests.furnished import say; say()",
        ]
        said = subprocess.run(
            command, cwd=ROOT, env=found.environment, capture_output=True, check=True, text=True
        )
        yield found, json.loads(said.stdout.splitlines()[-1])


@pytest.fixture
def made(furnished: tuple[Installation, dict[str, str]]) -> dict[str, str]:
    """Ids, tokens and sign-ins of that installation, by name."""
    return furnished[1]


@pytest.fixture
def crew(browser: Browser, furnished: tuple[Installation, dict[str, str]]) -> Iterator["Visitors"]:
    """Browser profiles of that installation."""
    yield from visiting(browser, furnished[0])


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright for one module: its event loop must not be there while tests of other folders use the database."""
    with sync_playwright() as started:
        yield started


def launch(playwright: Playwright, program: str = "chromium") -> Browser:
    """Debian's Chromium, or the one Playwright brought; without any, the tests fail and say what to do."""
    path = shutil.which(program) or shutil.which("chromium")
    # Without a channel Playwright takes its own shell
    channel = "chromium" if program == "chromium" and not path else None
    try:
        return playwright.chromium.launch(
            executable_path=path, channel=channel, args=FLAGS, timeout=2 * PATIENT
        )
    except Error as error:
        pytest.fail(f"No browser can be started; `make test` installs one.\n{error}", pytrace=False)


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One browser a module: Chromium's own shell, which draws and decodes as it does and has no windows to draw."""
    launched = launch(playwright, "chromium-headless-shell")
    yield launched
    launched.close()


@pytest.fixture(scope="module")
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """The same with everything round its pages, for what the shell lacks: notifications."""
    launched = launch(playwright)
    yield launched
    launched.close()


class Visitors:
    """The browser profiles of one test; what any of their pages complains about fails it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.complaints: list[str] = []
        self.tolerated: list[str] = []

    def new(self, browser: Browser | None = None, **options: Any) -> BrowserContext:
        """A profile with nothing in it: no cookies, no cache."""
        wanted = {"base_url": self.address, "locale": "en-US", **options}
        context = (browser or self.browser).new_context(**wanted)
        context.set_default_timeout(PATIENT)
        context.on("console", lambda said: self._hear(said.type, said.text))
        context.on("weberror", lambda thrown: self._hear("error", str(thrown.error)))
        return context

    def tolerate(self, pattern: str) -> None:
        """Expect complaints like this one in this test."""
        self.tolerated.append(pattern)

    def _hear(self, kind: str, text: str) -> None:
        # A page that is resized while it slides in says so; only tests resize within a fifth of a second
        # What a newer question took the place of is a sendAbort; what is amiss says more beside its afterRequest
        hushed = ("Transition was aborted", "htmx:sendAbort", "htmx:afterRequest")
        if kind in ("error", "warning", "assert") and not any(words in text for words in hushed):
            self.complaints.append(f"{kind}: {text}")

    def unexpected(self) -> list[str]:
        """Errors, warnings and violations of the security policy that no test asked for."""
        return [said for said in self.complaints if not any(re.search(p, said) for p in self.tolerated)]


def visiting(browser: Browser, installation: Installation) -> Iterator[Visitors]:
    """Visitors of one installation, gone after the test."""
    there = Visitors(browser, f"http://127.0.0.1:{installation.port}")
    yield there
    for context in browser.contexts:
        context.close()
    assert there.unexpected() == []


@pytest.fixture
def visitors(browser: Browser, product: Installation) -> Iterator[Visitors]:
    """Makes browser profiles; a complaint in any console fails the test."""
    yield from visiting(browser, product)


@pytest.fixture
def page(visitors: Visitors) -> Page:
    """One tab of a fresh profile."""
    return visitors.new().new_page()
