"""What is pressed before everything is there, or while it is drawn anew, counts all the same."""

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from tests.browser.composer import Composer
from tests.browser.conftest import Visitors, visiting
from tests.browser.reviewing import once, threads
from tests.integration.serving import Web

SEED = """
import json
from tests import build
batch = build.batch(2)
for take in batch.takes.all(): build.keep_clip(take)
batch.takes.update(state="ready", due_at=None, charged="yes")
takes = [str(build.generation("ready").pk) for _ in range(2)]
print(json.dumps({"batch": str(batch.pk), "takes": takes}))
"""
READ = "() => customElements.get('take-review') && document.readyState !== 'loading'"
PLAYS = "() => [...document.querySelectorAll('.pane video')].every((video) => !video.paused && video.currentTime > 2.1)"
# What the page does at a press that begins on one drawing of a part and ends on the next one
ANEW = """async (part) => {
  const drawn = new Promise((resolve) => document.addEventListener("htmx:afterSwap", resolve, { once: true }));
  htmx.trigger(part, "refresh");
  await drawn;
  return part.isConnected;
}"""


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """A web process with nobody who watches, so that takes stand still."""
    found = Web(tmp_path_factory.mktemp("impatient") / "var")
    found.begin()
    yield found
    found.end()


@pytest.fixture(scope="module")
def kept(web: Web) -> dict[str, object]:
    """Two finished takes, and a batch of two."""
    return json.loads(web.run(SEED).splitlines()[-1])


@pytest.fixture(scope="module")
def takes(kept: dict[str, object]) -> list[str]:
    """The ids of the two."""
    return kept["takes"]


@pytest.fixture
def visitors(browser: Browser, web: Web) -> Iterator[Visitors]:
    """Browser profiles of that installation."""
    yield from visiting(browser, web)


def held(page: Page, pattern: str, method: str = "GET") -> Callable[[], None]:
    """Keep what the server answers to such requests; what is returned lets it, and all later ones, through."""
    kept: list[tuple[Route, APIResponse]] = []
    let: list[bool] = []

    def keep(route: Route) -> None:
        if let or route.request.method != method:
            return route.continue_()
        kept.append((route, route.fetch()))
        return come() if let else None

    def come() -> None:
        let.append(True)
        while kept:
            route, answer = kept.pop()
            route.fulfill(response=answer)

    page.route(pattern, keep)
    return come


def without_clips(page: Page, address: str) -> Callable[[], None]:
    """Open a page whose clips are on their way; what is returned lets them come."""
    come = held(page, "**/clip.mp4*")
    page.goto(address, wait_until="commit")
    page.wait_for_function(READ)
    return come


def compared(takes: list[str], **state: object) -> str:
    """The address of their comparison."""
    return "/compare/?" + urlencode([*(("g", take) for take in takes), *state.items()])


def test_clips_are_played_before_they_are_there(page: Page, takes: list[str]) -> None:
    """Play is not forgotten when the first pictures come; they run from where the address says."""
    come = without_clips(page, compared(takes, at="2"))
    page.get_by_role("button", name="Play", exact=True).click()
    come()
    page.wait_for_function(PLAYS)


def test_clips_are_stepped_before_they_are_there(page: Page, takes: list[str]) -> None:
    """One frame on from where the address says."""
    come = without_clips(page, compared(takes, at="1"))
    page.get_by_role("button", name="One frame on").click()
    come()
    expect(page.locator("[data-time]")).to_have_text("00:00:01:01")


def test_a_clip_is_put_somewhere_before_it_is_there(page: Page, takes: list[str]) -> None:
    """It begins at that frame, and a comment is about it."""
    come = without_clips(page, f"/generations/{takes[0]}/")
    slider = page.get_by_role("slider", name="Position")
    slider.evaluate("(s) => { s.value = 2; s.dispatchEvent(new Event('input', { bubbles: true })) }")
    page.get_by_role("textbox", name="Comment", exact=True).fill("Here.")
    come()
    expect(page.locator(".timecode")).to_have_text("00:00:02:00")
    expect(page.locator("comment-form output")).to_have_text("00:00:02:00")


def test_a_verdict_and_the_next_words_wait_for_a_comment(page: Page, takes: list[str]) -> None:
    """The comment is there before its answer is: what is pressed and typed until then is kept."""
    words, others = once("Too dark here."), once("And slower.")
    page.goto(f"/generations/{takes[0]}/")
    box = page.get_by_role("textbox", name="Comment", exact=True)
    approve = page.get_by_role("button", name="Approve", exact=True)
    before = approve.get_attribute("aria-pressed")
    come = held(page, "**/review/", "POST")
    box.fill(words)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(threads(page).filter(has_text=words)).to_have_count(1)
    box.fill(others)
    approve.click()
    come()
    expect(approve).not_to_have_attribute("aria-pressed", before)
    expect(box).to_have_value(others)


def test_a_press_outlives_a_new_drawing(page: Page, takes: list[str]) -> None:
    """The button goes down on one drawing of the card and up on the next."""
    page.goto(f"/generations/{takes[0]}/")
    page.get_by_role("link", name="Compare", exact=True).hover()
    page.mouse.down()
    assert not page.evaluate(ANEW, page.locator(f"#generation-{takes[0]}").element_handle())
    page.mouse.up()
    expect(page.get_by_role("region", name="To compare")).to_be_visible()
    expect(page.get_by_role("link", name="Compare", exact=True)).to_have_attribute("aria-current", "true")


def test_a_sheet_asks_again_for_what_changed_meanwhile(page: Page, kept: dict[str, object]) -> None:
    """The summary on its way may be older than the frame that came since."""
    page.goto(f"/batches/{kept['batch']}/")
    come = held(page, "**/summary/")
    with page.expect_request("**/summary/"):
        page.evaluate("htmx.trigger('[data-board-summary]', 'refresh')")
    assert not page.evaluate(ANEW, page.locator(".frames .tile").first.element_handle())
    page.wait_for_timeout(500)  # the board has noticed
    with page.expect_request("**/summary/"):
        come()


def test_a_tree_looks_again_for_what_changed_meanwhile(page: Page, takes: list[str]) -> None:
    """The tree on its way may be older than the news that came since."""
    page.goto(f"/generations/{takes[0]}/lineage/")
    news = "document.dispatchEvent(new CustomEvent('takes', { detail: { ids: [], everything: true } }))"
    come = held(page, "**/lineage/")
    with page.expect_request("**/lineage/"):
        page.evaluate(news)
    page.evaluate(news)
    with page.expect_request("**/lineage/"):
        come()


def test_a_list_that_could_not_be_had_is_asked_for_again(visitors: Visitors) -> None:
    """Who missed too much asks for the list until the server has it."""
    visitors.tolerate("503")
    page = visitors.new().new_page()
    page.goto("/generations/")
    page.route("**/generations/", lambda route: route.fulfill(status=503), times=1)
    page.evaluate("newTakes.lookAround()")
    with page.expect_response(lambda answer: answer.url.endswith("/generations/") and answer.ok):
        pass


def tiles(page: Page) -> int:
    """How many takes History has."""
    return len(re.findall('id="tile-', page.request.get("/generations/").text()))


def test_a_slow_double_click_makes_one_take(page: Page) -> None:
    """Its second click comes when the first one has been answered."""
    composer = Composer(page).open()
    composer.rewrite("A quiet harbour before the ferry")
    before = tiles(page)
    composer.generate()
    composer.button.hover()
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_timeout(500)
    assert tiles(page) == before + 1
