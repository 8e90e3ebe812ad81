"""What a page does while the server, its database or its stream is away, and when they are back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.composer import SETTLES, Composer
from tests.browser.conftest import Visitors
from tests.integration.serving import Web

MAKE = "from tests import build; print(build.asked('Made elsewhere').pk)"
MOVE = """
from playground.models import Generation, lifecycle
take = Generation.objects.get(pk='{}')
lifecycle.advance(take, 'cancelled', 'cancelled', actor='owner')
"""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    """A web process with nobody who watches, so that takes stand still."""
    found = Web(tmp_path / "var")
    found.begin()
    yield found
    found.end()


@pytest.fixture
def page(browser: Browser, web: Web) -> Iterator[Page]:
    """A tab that may complain about the network."""
    visitors = Visitors(browser, f"http://127.0.0.1:{web.port}")
    visitors.tolerate(
        "503|429|ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY|ERR_NETWORK|htmx:(sendError|afterRequest)"
    )
    yield visitors.new().new_page()
    for context in browser.contexts:
        context.close()
    assert visitors.unexpected() == []


def test_a_click_while_the_database_is_away_keeps_the_words(page: Page, web: Web) -> None:
    """The page says that nothing was kept, the prompt stays, and the same click makes one take afterwards."""
    composer = Composer(page).open()
    composer.rewrite("A harbour after the storm")
    with web.away():
        composer.button.click()
        expect(page.get_by_role("alert").filter(has_text="can't reach its database")).to_be_visible()
        assert composer.prompt.input_value() == "A harbour after the storm"
    composer.button.click()
    expect(composer.result.locator("[data-state=queued]")).to_have_count(1)
    expect(page.locator("outage-banner")).to_have_text("")
    expect(page.locator("#strip .tile")).to_have_count(1)


def test_a_page_of_the_outage_comes_back_by_itself(page: Page, web: Web) -> None:
    """Opened while the database is away, it asks again until it is what was wanted."""
    with web.away():
        page.goto("/generations/")
        expect(page.get_by_role("heading", level=1)).to_have_text("The database does not answer")
    expect(page.get_by_role("heading", level=1)).to_have_text("History")


def test_a_card_that_changed_during_the_outage_is_right_afterwards(page: Page, web: Web) -> None:
    """The refresh that was refused is repeated when the database is back."""
    take = web.run(MAKE)
    page.goto(f"/generations/{take}/")
    root = page.locator(f"#generation-{take}")
    expect(root).to_have_attribute("data-state", "queued")
    with web.away():
        page.evaluate("id => htmx.trigger('#generation-' + id, 'refresh')", take)
        expect(page.locator("outage-banner")).not_to_have_text("")
    web.run(MOVE.format(take))
    expect(root).to_have_attribute("data-state", "cancelled")
    expect(page.locator("outage-banner")).to_have_text("")


def test_a_page_without_a_stream_asks_by_itself(page: Page, web: Web) -> None:
    """Where no stream can be had, an open take still becomes what it is, within some twenty seconds."""
    take = web.run(MAKE)
    page.route("**/live/**", lambda route: route.fulfill(status=429, headers={"Retry-After": "15"}))
    page.goto(f"/generations/{take}/")
    expect(page.locator("#feed-word")).to_have_text("Reconnecting")
    web.run(MOVE.format(take))
    expect(page.locator(f"#generation-{take}")).to_have_attribute("data-state", "cancelled", timeout=SETTLES)


def test_who_missed_too_much_sees_it_all(page: Page, web: Web) -> None:
    """Too many changes to be named: cards are asked for, and the takes that came meanwhile stand first in the list."""
    page.goto("/generations/")
    old = web.run(MAKE)
    expect(page.locator(f"#tile-{old}")).to_have_count(1)
    web.finish()
    ids = web.run("from tests import build\nfor n in range(520): print(build.asked(str(n)).pk)").split()
    web.run(MOVE.format(old))
    web.begin()
    expect(page.locator(".sheet .tile").first).to_have_id(f"tile-{ids[-1]}", timeout=SETTLES)
    expect(page.locator(f"#tile-{old}")).to_have_attribute("data-look", "cancelled", timeout=SETTLES)
