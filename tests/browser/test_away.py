"""Finished while you were away: the title counts, a notification comes, the lists mark what is new."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests.browser.composer import BOAT, SETTLES, Composer, expect_state
from tests.browser.conftest import Visitors, running, visiting
from tests.integration.installation import Installation, wait_until

# What a person does to a tab, and what the browser shows outside of it, neither of which can be had from a page.
TAB = """
window.isAway = false;
for (const [name, value] of [["hidden", () => isAway], ["visibilityState", () => (isAway ? "hidden" : "visible")]])
  Object.defineProperty(document, name, { get: value });
window.goAway = (is) => { isAway = is; document.dispatchEvent(new Event("visibilitychange")); };
window.shown = [];
const Real = Notification;
window.Notification = class extends Real {
  constructor(title, options) { super(title, options); shown.push([title, options.body]); }
};
"""
# A browser that is shown the page by plain http on a network name has no locks.
NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });"
AWAY, BACK = "goAway(true)", "goAway(false)"
PLAIN = "Compose · Playground"


BOTH = {"argnames": "locks", "argvalues": [True, False], "ids": ["with locks", "without locks"]}


@pytest.fixture(scope="module")
def browser(whole_browser: Browser) -> Browser:
    """Not its shell, which shows no notifications."""
    return whole_browser


@pytest.fixture(scope="module")
def lonely(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation in which no other test's takes come to an end: what finishes is counted."""
    yield from running(tmp_path_factory.mktemp("away"))


@pytest.fixture
def visitors(browser: Browser, lonely: Installation) -> Iterator[Visitors]:
    """Browser profiles of that one, where nothing is under way, not of a first try either."""
    assert wait_until(lambda: b" data-open " not in lonely.get("/generations/").body, 60)
    yield from visiting(browser, lonely)


@pytest.fixture
def locks() -> bool:
    """Whether the browser has them; where it matters, a test is run with both kinds."""
    return True


@pytest.fixture
def context(visitors: Visitors, locks: bool) -> BrowserContext:
    """A profile that has allowed notifications."""
    allowed = visitors.new(permissions=["notifications"])
    allowed.add_init_script(TAB if locks else TAB + NO_LOCKS)
    return allowed


def wish(page: Page, *names: str) -> None:
    """Ask for something in the dialog of the bar."""
    page.get_by_role("button", name="When takes finish").click()
    for name in names:
        page.get_by_role("checkbox", name=name).check()
        expect(page.get_by_role("checkbox", name=name)).to_be_checked()
    page.get_by_role("button", name="Close").click()


def leave(*pages: Page) -> None:
    """Hide these tabs; the server has heard of it."""
    for page in pages[:-1]:
        page.evaluate(AWAY)
    with pages[-1].expect_response(is_leaving):
        pages[-1].evaluate(AWAY)


def is_leaving(answer: Response) -> bool:
    """Whether the server has answered that nobody looks."""
    return answer.url.endswith("/absence/") and 'name="away"\r\n\r\n1' in (answer.request.post_data or "")


def rung(*tabs: Page) -> int:
    """How many notifications these tabs have shown, a while after the first."""
    assert wait_until(lambda: any(tab.evaluate("shown.length") for tab in tabs), 20)
    tabs[0].wait_for_timeout(1500)
    return sum(tab.evaluate("shown.length") for tab in tabs)


def test_the_title_counts_while_the_tab_is_hidden(context: BrowserContext) -> None:
    """One finished take is "(1)", two are "(2)"; coming back takes the figure away."""
    composer = Composer(context.new_page()).open_boat()
    page = composer.page
    leave(page)
    composer.generate()
    expect(page).to_have_title(f"(1) {PLAIN}", timeout=SETTLES)
    composer.generate()
    expect(page).to_have_title(f"(2) {PLAIN}", timeout=SETTLES)
    page.evaluate(BACK)
    expect(page).to_have_title(PLAIN)


@pytest.mark.parametrize(**BOTH)
def test_a_hidden_page_notifies(context: BrowserContext) -> None:
    """After a wish in the dialog, a finished take is shown once, with its state and its prompt."""
    composer = Composer(context.new_page()).open_boat()
    wish(composer.page, "Show a notification", "Play a sound")
    leave(composer.page)
    take = composer.generate()
    expect_state(take, "ready")
    assert rung(composer.page) == 1
    assert composer.page.evaluate("shown") == [["Ready", BOAT]]


def test_nobody_is_asked_and_nothing_rings_without_a_wish(context: BrowserContext) -> None:
    """The browser's question comes at a click only, and the permission alone is no wish."""
    asked = "window.asked = 0; Notification.requestPermission = async () => (window.asked += 1, 'denied');"
    context.add_init_script(asked)
    composer = Composer(context.new_page()).open_boat()
    page = composer.page
    leave(page)
    composer.generate()
    expect(page).to_have_title(f"(1) {PLAIN}", timeout=SETTLES)
    assert page.evaluate("[shown.length, asked]") == [0, 0]
    page.evaluate(BACK)
    page.get_by_role("button", name="When takes finish").click()
    page.get_by_role("checkbox", name="Show a notification").click()
    expect(page.get_by_role("status").filter(has_text="blocks notifications")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Show a notification")).not_to_be_checked()
    assert page.evaluate("asked") == 1


def test_the_wish_is_remembered_by_the_browser(context: BrowserContext) -> None:
    """Another page and another tab know it; a sound is not tried where nobody has clicked yet."""
    page = Composer(context.new_page()).open_boat().page
    wish(page, "Play a sound")
    other = context.new_page()
    other.goto("/generations/")
    other.get_by_role("button", name="When takes finish").click()
    expect(other.get_by_role("checkbox", name="Play a sound")).to_be_checked()
    expect(other.get_by_role("checkbox", name="Show a notification")).not_to_be_checked()


@pytest.mark.parametrize(**BOTH)
def test_one_of_many_tabs_notifies(context: BrowserContext) -> None:
    """Three hidden tabs show one notification and all wear the figure; with one in front there is none."""
    composer = Composer(context.new_page()).open_boat()
    wish(composer.page, "Show a notification")
    tabs = [composer.page, context.new_page(), context.new_page()]
    for tab in tabs[1:]:
        tab.goto("/generations/")
    leave(*tabs)
    expect_state(composer.generate(), "ready")
    for tab in tabs:
        expect(tab).to_have_title(re.compile(r"^\(1\) "), timeout=SETTLES)
    assert rung(*tabs) == 1
    tabs[2].evaluate(BACK)
    expect_state(composer.generate(), "ready")
    assert rung(*tabs) == 1


def test_what_is_new_is_marked_on_coming_back(context: BrowserContext) -> None:
    """On the strip at once and on the history after it; a take that ends before one's eyes is not."""
    composer = Composer(context.new_page()).open_boat()
    page = composer.page
    leave(page)
    take = composer.generate()
    name = take.get_attribute("data-live")
    expect_state(take, "ready")
    expect(page.locator(f"#tile-{name}[data-new]").get_by_title("New since you left")).to_be_visible()
    page.wait_for_timeout(10_500)  # a shorter absence is none
    page.evaluate(BACK)
    page.wait_for_timeout(600)
    page.goto("/generations/")
    expect(page.locator(f"#tile-{name}").get_by_title("New since you left")).to_be_visible()
    page.goto("/")
    seen = composer.generate()
    expect_state(seen, "ready")
    expect(page.locator(f"#tile-{seen.get_attribute('data-live')} img")).to_have_count(1)
    expect(page.locator(f"#tile-{seen.get_attribute('data-live')}[data-new]")).to_have_count(0)


@pytest.mark.parametrize("locks", [False], ids=["without locks"])
def test_the_last_tab_hears_for_the_others_until_it_goes(context: BrowserContext) -> None:
    """Of hidden tabs one has a stream; when that one is closed another takes it over, and tells what finishes."""
    composer = Composer(context.new_page()).open_boat()
    wish(composer.page, "Show a notification")
    other, last = context.new_page(), context.new_page()
    for tab in (other, last):
        tab.goto("/generations/")
    leave(composer.page, other, last)
    leads = "() => document.querySelector('live-feed').stream.isLeader"
    last.wait_for_function(leads)
    for tab in (composer.page, other):
        tab.wait_for_function(f"() => !({leads})()")
    last.close(run_before_unload=True)
    left = composer.page, other
    assert wait_until(lambda: sum(tab.evaluate(leads) for tab in left) == 1, 20)
    composer.generate()
    expect(other).to_have_title(re.compile(r"^\(1\) "), timeout=SETTLES)
    assert rung(*left) == 1
