"""Many tabs, one browser, HTTP/1.1: six connections for all of them, and one stream."""

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, Request, expect

from tests.browser.composer import SETTLES, Composer, expect_state
from tests.browser.conftest import Visitors, launch

TABS = 8


class Streams:
    """The live streams that the open tabs of a browser have, by its own account of its requests."""

    def __init__(self, context: BrowserContext) -> None:
        self.begun: dict[Request, Page] = {}
        context.on("request", self._begin)
        context.on("requestfinished", lambda request: self.begun.pop(request, None))
        context.on("requestfailed", lambda request: self.begun.pop(request, None))

    def _begin(self, request: Request) -> None:
        if "/live/" in request.url:
            self.begun[request] = request.frame.page

    @property
    def open(self) -> int:
        """How many; the end of a tab that closed is not told."""
        return sum(not page.is_closed() for page in self.begun.values())

    def expect_one(self, page: Page) -> None:
        """There is one stream, once the tabs have told each other where they are: for that it begins anew."""
        for _ in range(200):
            if self.open == 1:
                return
            page.wait_for_timeout(100)
        assert self.open == 1


@pytest.fixture
def context(visitors: Visitors) -> BrowserContext:
    """A fresh profile."""
    return visitors.new()


def test_eight_tabs_see_the_finish_through_one_stream(context: BrowserContext) -> None:
    """A take made in one tab becomes ready in all; a ninth page still loads, because the tabs share one stream."""
    streams = Streams(context)
    composer = Composer(context.new_page()).open_boat()
    composer.prompt.fill("Eight tabs look at one harbour")
    name = composer.generate().get_attribute("id")
    pages = [context.new_page() for _ in range(TABS - 1)]
    for page in pages:
        page.goto(f"/generations/{name.removeprefix('generation-')}/")
    streams.expect_one(pages[0])
    for page in pages:
        expect_state(page.locator(f"#{name}"), "ready")
    streams.expect_one(pages[0])
    ninth = context.new_page()
    ninth.goto("/models/")
    expect(ninth.get_by_role("heading", level=1)).to_have_text("Models")


def test_another_tab_takes_the_stream_over(context: BrowserContext) -> None:
    """When the tab that held it closes, the others go on hearing."""
    streams = Streams(context)
    first, second = Composer(context.new_page()).open_boat(), Composer(context.new_page()).open_boat()
    take = second.generate()
    first.page.close()
    expect_state(take, "ready")
    streams.expect_one(second.page)


def test_a_killed_browser_comes_back_to_the_same_take(visitors: Visitors, playwright: Playwright) -> None:
    """Nothing is lost with the browser: another one shows the run, and its end."""
    doomed = launch(playwright)
    composer = Composer(visitors.new(doomed).new_page()).open_boat()
    name = composer.generate().get_attribute("id")
    with pytest.raises(Error):
        doomed.new_browser_cdp_session().send("Browser.crash")
    page = visitors.new().new_page()
    page.goto("/")
    expect(page.locator(f"#{name}")).to_have_count(1)
    expect_state(page.locator(f"#{name}"), "ready")


def test_a_take_is_finished_while_nobody_looks(page: Page) -> None:
    """Background work does not need a page: leave at once, come back to the clip."""
    name = Composer(page).open_boat().generate().get_attribute("id").removeprefix("generation-")
    page.goto("about:blank")
    address = f"/generations/{name}.json"
    for _ in range(SETTLES // 500):
        if page.request.get(address).json()["state"] == "ready":
            break
        page.wait_for_timeout(500)
    page.goto(f"/generations/{name}/")
    expect(page.locator("video")).to_have_count(1)
