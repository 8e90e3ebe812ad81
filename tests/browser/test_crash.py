"""A browser that was killed: what was written is offered when it starts again."""

import contextlib
import os
import shutil
import signal
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Playwright, expect

from tests.browser.composer import BOAT, Composer, picture
from tests.browser.conftest import FLAGS, PATIENT
from tests.integration.installation import Installation, wait_until


def started(playwright: Playwright, profile: Path, product: Installation) -> BrowserContext:
    """A browser whose profile outlives it."""
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=shutil.which("chromium"),
        args=FLAGS,
        timeout=2 * PATIENT,
        base_url=f"http://127.0.0.1:{product.port}",
        locale="en-US",
    )
    context.set_default_timeout(PATIENT)
    return context


def browser_of(profile: Path) -> int:
    """The main process of the browser that has this profile."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if f"--user-data-dir={profile}".encode() in words and not any(
            w.startswith(b"--type=") for w in words
        ):
            return int(folder.name)
    raise AssertionError("no browser has this profile")


def is_on_disk(profile: Path, text: str) -> bool:
    """Whether the browser has written it down by itself."""
    logs = (profile / "Default" / "Local Storage" / "leveldb").glob("*.log")
    with contextlib.suppress(FileNotFoundError):  # it has begun another one just now
        written = [log.read_bytes() for log in logs]
        return any(text.encode(coding) in each for coding in ("utf-8", "utf-16-le") for each in written)
    return False


def test_a_killed_browser_offers_the_draft_again(
    playwright: Playwright, product: Installation, tmp_path: Path
) -> None:
    """SIGKILL, a new start with the same profile: one click brings back prompt, choice and reference."""
    profile = tmp_path / "profile"
    context = started(playwright, profile, product)
    composer = Composer(context.new_page()).open()
    composer.files.set_input_files(picture(tmp_path, "one.png"))
    expect(composer.references).to_have_count(1)
    composer.choose("Aspect ratio", "9:16")
    composer.rewrite(BOAT)
    # What comes after a first writing has to wait for a minute of the browser's own
    assert wait_until(lambda: is_on_disk(profile, BOAT), 180)
    os.kill(browser_of(profile), signal.SIGKILL)
    with pytest.raises(Error):
        composer.page.reload()
    context = started(playwright, profile, product)
    composer = Composer(context.new_page()).open()
    assert composer.prompt.input_value() != BOAT
    composer.page.get_by_role("button", name="Restore the draft of").click()
    expect(composer.prompt).to_have_value(BOAT)
    expect(composer.references).to_have_count(1)
    expect(composer.page.get_by_role("radio", name="9:16")).to_be_checked()
    context.close()
