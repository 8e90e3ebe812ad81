"""The first visit to a new installation: small, quiet, never empty."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.composer import Composer
from tests.browser.conftest import Visitors, running, visiting
from tests.browser.network import Load, first_load
from tests.integration.installation import Installation

BYTES, REQUESTS = 80 * 1024, 10


@pytest.fixture(scope="module")
def new_product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation in which nobody has made anything."""
    yield from running(tmp_path_factory.mktemp("new"))


@pytest.fixture
def visitors(browser: Browser, new_product: Installation) -> Iterator[Visitors]:
    """Visitors of that one."""
    yield from visiting(browser, new_product)


@pytest.fixture
def load(page: Page) -> Load:
    """The first load of `/`."""
    return first_load(page)


def test_the_first_load_is_small(load: Load) -> None:
    """At most 80 KiB and ten requests before the clip."""
    assert sum(load.before_the_clip.values()) <= BYTES, load.before_the_clip
    assert len(load.before_the_clip) <= REQUESTS, load.before_the_clip


def test_nothing_comes_from_elsewhere(load: Load, page: Page) -> None:
    """Every request of the first load goes to the installation itself."""
    origin = page.evaluate("location.origin")
    assert [url for url in load.addresses.values() if not url.startswith((origin, "blob:"))] == []


def test_the_first_screen_is_not_empty(page: Page) -> None:
    """An example in the prompt, settings chosen, valid JSON, a finished clip on the stage, and an open button."""
    composer = Composer(page).open()
    assert len(composer.prompt.input_value()) > 20
    expect(page.get_by_role("radio", checked=True)).to_have_count(3)
    assert composer.code.evaluate("(code) => JSON.parse(code.textContent).model") == "gemini_omni_flash"
    expect(composer.button).to_be_enabled()
    page.wait_for_function("() => document.querySelector('#result video').currentTime > 0")


def test_an_empty_history_says_what_to_do(page: Page) -> None:
    """There is a way to the composer."""
    page.goto("/generations/")
    expect(page.get_by_role("heading", name="No takes yet")).to_be_visible()
    page.get_by_role("link", name="Write the first one").click()
    expect(Composer(page).button).to_be_visible()
