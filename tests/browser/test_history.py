"""History: live, long enough, and it never takes the keyboard away."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.composer import BOAT, SETTLES, Composer, expect_state
from tests.browser.conftest import Visitors

# So many takes that cost nobody anything, each of a form of its own.
MAKE = """async (count) => {
  const form = document.getElementById("composer");
  for (let made = 0; made < count; made += 1) {
    const body = new FormData(form);
    body.set("token", crypto.randomUUID());
    await fetch(form.action, { method: "POST", headers: { "HX-Request": "true" }, body });
  }
}"""


def test_a_new_take_appears_in_a_history_that_is_open(visitors: Visitors) -> None:
    """In another tab of the same browser and in another browser, first in the list, once, and it becomes ready."""
    context = visitors.new()
    histories = [context.new_page(), visitors.new().new_page()]
    for history in histories:
        history.goto("/generations/")
    composer = Composer(context.new_page()).open_boat()
    name = composer.generate().get_attribute("data-live")
    for history in histories:
        expect(history.locator(".tile").first).to_have_attribute("id", f"tile-{name}")
        expect(history.locator(f"#tile-{name}")).to_have_count(1)
        expect(history.locator(f"#tile-{name} img")).to_have_count(1, timeout=SETTLES)


def test_history_holds_at_least_24_takes_on_a_page(page: Page) -> None:
    """Each is a link to its own page; older ones are a link away."""
    composer = Composer(page).open()
    composer.prompt.fill(f"{BOAT} [refused]")
    page.evaluate(MAKE, 50)
    page.goto("/generations/")
    links = page.locator("a[href^='/generations/'][href$='/']").filter(has=page.locator(".poster"))
    assert links.count() >= 24
    seen = set(links.evaluate_all("all => all.map((link) => link.href)"))
    page.get_by_role("link", name="Older takes").click()
    expect(page.get_by_role("link", name="Newer takes")).to_be_visible()
    assert not seen & set(links.evaluate_all("all => all.map((link) => link.href)"))
    page.goto("/generations/?q=refused&state=open")  # no take of the next test waits behind these
    expect(page.locator(".tile[data-open]")).to_have_count(0, timeout=SETTLES)


def test_live_updates_leave_focus_and_caret_alone(page: Page) -> None:
    """Somebody writes on while a card runs through its states."""
    composer = Composer(page).open_boat()
    take = composer.generate()
    composer.prompt.focus()
    composer.prompt.evaluate("(area) => area.setSelectionRange(5, 5)")
    page.keyboard.type("XY")
    expect_state(take, "ready")
    expect(composer.prompt).to_be_focused()
    assert composer.prompt.evaluate("(area) => [area.selectionStart, area.selectionEnd]") == [7, 7]
    assert composer.prompt.input_value() == f"{BOAT[:5]}XY{BOAT[5:]}"


def test_a_focused_link_of_a_card_keeps_its_focus(page: Page) -> None:
    """A card that replaces itself while the keyboard is on it gives the focus back."""
    composer = Composer(page).open_boat()
    take = composer.generate()
    take.get_by_role("link", name="Open the take").focus()
    expect_state(take, "ready")
    focused = page.evaluate("document.activeElement.textContent.trim()")
    assert focused == "Open the take"


@pytest.mark.parametrize("index", [0, 1])
def test_a_tile_of_the_strip_comes_onto_the_stage(page: Page, index: int) -> None:
    """A click on a recent take shows it without leaving the form."""
    composer = Composer(page).open_boat()
    composer.prompt.fill(f"{BOAT} [refused]")
    composer.generate()
    composer.generate()
    tile = page.locator("#strip .tile").nth(index)
    name = tile.get_attribute("data-live")
    tile.get_by_role("link").click()
    expect(composer.result.locator(f"#generation-{name}")).to_have_count(1)
    expect(composer.prompt).to_have_value(f"{BOAT} [refused]")
