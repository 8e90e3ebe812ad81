"""History in a real browser: searched while typing, filtered, several takes at once, previews that move."""

import secrets
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.composer import BOAT, SETTLES, Composer, expect_state
from tests.browser.conftest import Visitors
from tests.browser.looking import two_ways, violations
from tests.browser.test_accessibility import WIDE
from tests.browser.test_history import MAKE
from tests.integration.installation import wait_until

WORD = "Nightjar"  # in no other test's prompt


# The first of these items asks for itself, and stands there again
DRAWN_ANEW = """(which) => new Promise((done) => {
  document.addEventListener("htmx:afterSettle", () => done(), { once: true });
  htmx.trigger(document.querySelector(which), "refresh");
})"""


@pytest.fixture
def once() -> str:
    """A word that a first try of this test has not written yet."""
    return f"q{secrets.token_hex(6)}"


def opened(page: Page, query: str = "") -> Locator:
    """History as it is then; its search box."""
    page.goto(f"/generations/{query}")
    return page.get_by_role("searchbox", name="Search prompts")


def refused(page: Page, *prompts: str) -> None:
    """Takes that cost nobody anything, one after the other."""
    composer = Composer(page).open()
    for prompt in prompts:
        composer.prompt.fill(f"{prompt} [refused]")
        page.evaluate(MAKE, 1)


def tiles(page: Page) -> Locator:
    """What the page shows."""
    return page.locator(".sheet .tile")


def test_a_search_finds_while_somebody_types(page: Page, once: str) -> None:
    """The focus stays in the box, the address says what is searched for, and a reload finds the same."""
    refused(page, f"{once.title()} over a roof", f"{once.title()} under a bridge", "一只夜鹰在雨中")
    box = opened(page)
    box.press_sequentially(f"{once} bri")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == {"q": [f"{once} bri"]})
    expect(tiles(page)).to_have_count(1)
    expect(page.locator("#found-word")).to_have_text("1 take")
    expect(box).to_be_focused()
    page.reload()
    expect(tiles(page)).to_have_count(1)
    box.fill("夜鹰")
    expect(tiles(page).first).to_contain_text("一只夜鹰在雨中")
    box.fill("no such words")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    page.get_by_role("link", name="Clear the search").click()
    expect(box).to_have_value("")


def test_nothing_is_searched_for_in_the_middle_of_a_composition(page: Page) -> None:
    """Letters of an input method are no words yet; what they become is searched for."""
    opened(page)
    asked: list[str] = []
    page.on("request", lambda request: "?q=" in request.url and asked.append(request.url))
    page.evaluate("""() => {
      const box = document.querySelector("[type=search]");
      box.dispatchEvent(new CompositionEvent("compositionstart"));
      box.value = "xiao";
      box.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
    }""")
    page.wait_for_timeout(600)
    assert asked == []
    page.evaluate("""() => {
      const box = document.querySelector("[type=search]");
      box.value = "小";
      box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    }""")
    page.wait_for_url("**/generations/?q=*")
    assert len(asked) == 1


def test_a_filter_is_chosen_and_combined(page: Page, once: str) -> None:
    """With the words, in the address, and without a page being loaded."""
    refused(page, f"{WORD} filtered {once}")
    box = opened(page, f"?q={once}")
    expect(tiles(page)).to_have_attribute("data-look", "failed", timeout=SETTLES)
    page.get_by_role("combobox", name="State").select_option("Failed")
    page.wait_for_url("**&state=failed")
    expect(tiles(page)).to_have_count(1)
    page.get_by_role("combobox", name="Aspect ratio").select_option("9:16")
    expect(tiles(page)).to_have_count(0)
    page.get_by_role("link", name="Clear the search").click()
    expect(box).to_have_value("")


def test_chosen_takes_are_tagged_by_keyboard_alone(page: Page, once: str) -> None:
    """`x` chooses the take that has the focus; the tag is a filter afterwards."""
    refused(page, f"{once} tagged one", f"{once} tagged two")
    opened(page, f"?q={once}+tagged")
    for number in range(2):
        tiles(page).nth(number).get_by_role("link").focus()
        page.keyboard.press("x")
    expect(page.get_by_text("2 selected")).to_be_visible()
    page.get_by_label("Tags for the selected takes").fill(once)
    with page.expect_response("**/tagging/"):
        page.keyboard.press("Enter")
    opened(page, f"?tag={once}")
    expect(tiles(page)).to_have_count(2)


def test_a_row_is_chosen_though_a_tile_was_drawn_anew(page: Page, once: str) -> None:
    """Shift reaches from the take that was chosen before, whose tile has told another state meanwhile."""
    refused(page, *(f"{once} row {number}" for number in range(3)))
    opened(page, f"?q={once}+row")
    expect(page.locator(".sheet .tile[data-look=failed]")).to_have_count(3, timeout=SETTLES)
    tiles(page).first.get_by_role("checkbox").check()
    page.evaluate(DRAWN_ANEW, ".sheet .tile")
    tiles(page).last.get_by_role("checkbox").click(modifiers=["Shift"])
    expect(page.get_by_text("3 selected")).to_be_visible()


def test_deleted_takes_come_back_after_a_reload(visitors: Visitors, once: str) -> None:
    """They leave every open page at once; the way back stands there for a while."""
    context = visitors.new()
    page, other = context.new_page(), visitors.new().new_page()
    refused(page, f"{once} deleted one", f"{once} deleted two")
    opened(page, f"?q={once}+deleted")
    opened(other, f"?q={once}+deleted")
    tiles(page).nth(0).get_by_role("checkbox").check()
    tiles(page).nth(1).get_by_role("checkbox").click(modifiers=["Shift"])
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete the whole takes").click()
    expect(page.get_by_text("2 takes deleted.")).to_be_visible()
    expect(tiles(page)).to_have_count(0)
    expect(tiles(other)).to_have_count(0)
    page.reload()
    page.get_by_role("button", name="Undo").click()
    expect(tiles(page)).to_have_count(2)
    expect(page.get_by_text("2 takes deleted.")).to_have_count(0)


def test_a_ready_take_moves_while_it_is_looked_at(visitors: Visitors, tmp_path: Path) -> None:
    """Under the pointer and under the focus; nothing is fetched before, and never for those who want calm."""
    context = visitors.new(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    expect_state(Composer(page).open_boat().generate(), "ready")
    clips: list[str] = []
    page.on("request", lambda request: request.url.endswith("clip.mp4") and clips.append(request.url))
    opened(page, "?state=ready")
    assert clips == []
    tile = tiles(page).first
    tile.hover()
    video = tile.locator("video[data-moves]")
    expect(video).to_have_count(1)
    assert video.evaluate("(video) => video.muted && video.loop && !video.paused")
    page.mouse.move(0, 0)
    expect(page.locator(".sheet video")).to_have_count(0)
    page.get_by_role("searchbox").focus()
    page.emulate_media(reduced_motion="reduce")
    before = len(clips)
    tile.hover()
    page.wait_for_timeout(400)
    assert len(clips) == before


def test_a_zip_and_a_comparison_start_from_what_was_chosen(page: Page) -> None:
    """A file with a readable name; addresses that hold the takes and nothing else."""
    composer = Composer(page).open_boat()
    for _ in range(2):
        expect_state(composer.generate(), "ready")
    opened(page, "?state=ready")
    for number in range(2):
        tiles(page).nth(number).get_by_role("checkbox").check()
    with page.expect_download() as started:
        page.get_by_role("button", name="Download").click()
    assert started.value.suggested_filename.startswith("takes-")
    assert set(parse_qs(urlsplit(started.value.url).query)) == {"g"}
    with page.expect_request("**/compare/**") as asked:
        page.get_by_role("button", name="Compare").evaluate("(button) => setTimeout(() => button.click())")
    assert {name: len(ids) for name, ids in parse_qs(urlsplit(asked.value.url).query).items()} == {"g": 2}


def test_what_is_made_of_a_take_is_kept_as_it_is_said(page: Page, once: str) -> None:
    """No button; a reload shows it, and the filter finds it."""
    refused(page, f"{once} judged")
    opened(page, f"?q={once}+judged")
    tiles(page).first.get_by_role("link").click()
    page.wait_for_url("**/generations/*/")
    page.get_by_role("radiogroup", name="Rating").get_by_role("radio", name="4", exact=True).check()
    expect(page.get_by_text("Saved")).to_be_visible()
    page.get_by_label("Note").fill("Good light.")
    with page.expect_response(lambda answer: "verdict=keep" in (answer.request.post_data or "")):
        page.get_by_role("radiogroup", name="Verdict").get_by_role("radio", name="Keep").check()
    page.reload()
    expect(page.get_by_label("Note")).to_have_value("Good light.")
    opened(page, f"?q={once}+judged&rating=4&verdict=keep")
    expect(tiles(page)).to_have_count(1)


def test_what_is_said_last_is_kept_though_the_page_is_left(page: Page, once: str) -> None:
    """A verdict that waits for the answer to a rating goes with the page."""
    refused(page, f"{once} left")
    opened(page, f"?q={once}+left")
    tiles(page).first.get_by_role("link").click()
    page.wait_for_url("**/generations/*/")
    page.evaluate("XMLHttpRequest.prototype.send = () => {}")  # no answer comes
    page.get_by_role("radiogroup", name="Rating").get_by_role("radio", name="4", exact=True).check()
    page.get_by_role("radiogroup", name="Verdict").get_by_role("radio", name="Keep").check()
    address = f"?q={once}+left&rating=4&verdict=keep"
    assert wait_until(lambda: opened(page, address) and tiles(page).count() == 1, 1)


def test_a_new_take_only_counts_on_a_page_of_some(visitors: Visitors) -> None:
    """A search that is open says that there is one, and moves nothing."""
    context = visitors.new()
    history, page = context.new_page(), context.new_page()
    opened(history, "?q=unheard-of")
    refused(page, BOAT)
    expect(history.get_by_role("link", name="1 new take")).to_be_visible()
    expect(tiles(history)).to_have_count(0)


def test_history_with_a_choice_has_no_violation(visitors: Visitors) -> None:
    """A search, chosen takes, the menu that deletes, and nothing found; wide and narrow."""
    page = visitors.new(**WIDE).new_page()
    refused(page, f"{WORD} accessible")
    for query in (f"?q={WORD}", "?q=unheard-of"):
        opened(page, query)
        for box in page.get_by_role("checkbox").all()[:2]:
            box.check()
        for size in two_ways(page):
            assert violations(page) == [], size
