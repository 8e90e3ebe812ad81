"""A day without a mouse: keys alone make a take, judge, compare and share it, delete it and bring it back."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.composer import BOAT, Composer, expect_state
from tests.browser.conftest import Visitors
from tests.browser.sharing import two_takes
from tests.integration.installation import Installation

MOST = 120  # more stops than any page has


@pytest.fixture(scope="module")
def takes(browser: Browser, product: Installation) -> list[str]:
    """Two finished ones."""
    return two_takes(browser, product)


def tab_to(page: Page, goal: Locator, key: str = "Tab") -> None:
    """Press Tab until it has the focus; each stop on the way can be seen."""
    expect(goal).to_be_visible()
    for _ in range(MOST):
        if goal.evaluate("(each) => each === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"Tab never came to {goal}")


def press(page: Page, goal: Locator, key: str = "Enter") -> None:
    """Go there and use it."""
    tab_to(page, goal)
    page.keyboard.press(key)


def button(page: Page, name: str) -> Locator:
    """A button by its whole name."""
    return page.get_by_role("button", name=name, exact=True)


def test_a_take_is_made_and_opened(page: Page) -> None:
    """Words into the prompt, a choice by arrow, Generate by Enter; the card's link leads to the take."""
    composer = Composer(page).open("?" + urlencode({"duration": 4}))
    tab_to(page, composer.prompt)
    page.keyboard.press("Control+a")
    page.keyboard.type(BOAT)
    tab_to(page, page.get_by_role("radio", name="4 s", exact=True))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="6 s", exact=True)).to_be_checked()
    page.keyboard.press("ArrowLeft")
    take = composer.generate(lambda: press(page, composer.button))
    expect(composer.button).to_be_focused()
    expect_state(take, "ready")
    press(page, take.get_by_role("link", name="Open the take"))
    page.wait_for_url("**/generations/*/")


def test_a_take_is_judged_and_put_beside_another(page: Page, takes: list[str]) -> None:
    """Four of five by arrows; Compare on two takes, the tray's link, Play by Space."""
    for take in takes:
        page.goto(f"/generations/{take}/")
        press(page, page.get_by_role("link", name="Compare", exact=True))
    tab_to(page, page.get_by_role("radiogroup", name="Rating").get_by_role("radio", checked=True))
    with page.expect_response(lambda answer: "rating=4" in (answer.request.post_data or "")):
        page.keyboard.press("ArrowRight")
        while not page.get_by_role("radio", name="4", exact=True).is_checked():  # a second try begins at four
            page.keyboard.press("ArrowRight")
    expect(page.locator(f"#judged-{takes[-1]}")).not_to_be_empty()
    page.reload()
    expect(page.get_by_role("radio", name="4", exact=True)).to_be_checked()
    press(page, page.get_by_role("link", name="Compare them"))
    page.wait_for_url("**/compare/**")
    press(page, button(page, "Play"), "Space")
    expect(page.locator("[data-do=play]")).to_have_attribute("aria-pressed", "true")


def test_a_take_is_shared_and_the_link_revoked(page: Page, takes: list[str]) -> None:
    """The dialog keeps the focus inside, and gives it back to Share."""
    page.goto(f"/generations/{takes[0]}/")
    press(page, button(page, "Share"))
    dialog = page.get_by_role("dialog")
    tab_to(page, dialog.get_by_role("radio", name="Clip only", exact=True))
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("radio", name="Clip and prompt", exact=True)).to_be_checked()
    press(page, dialog.get_by_role("button", name="Create link"))
    expect(dialog.get_by_role("textbox", name="Share link")).to_be_focused()
    press(page, dialog.get_by_role("button", name="Revoke").first)
    expect(dialog.get_by_text(re.compile("^Revoked")).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button(page, "Share")).to_be_focused()


def test_a_take_is_deleted_and_brought_back(visitors: Visitors, page: Page) -> None:
    """By its own page's button; Undo stands in History."""
    visitors.tolerate("404")  # the card may hear of it, and ask, before its page is left
    made = Composer(page).open_boat().generate()
    expect_state(made, "ready")
    take = made.get_attribute("data-live")
    page.goto(f"/generations/{take}/")
    press(page, button(page, "Delete the take"))
    page.wait_for_url(re.compile("/generations/($|[?])"))
    expect(page.locator(f"#tile-{take}")).to_have_count(0)
    press(page, button(page, "Undo"))
    expect(page.locator(f"#tile-{take}")).to_be_visible()


def test_several_are_selected_in_history(page: Page, takes: list[str]) -> None:
    """x selects the take that has the focus; the row of actions follows in the order of Tab."""
    page.goto("/generations/")
    tab_to(page, page.locator(f"#tile-{takes[0]} > a"))
    page.keyboard.press("x")
    expect(page.locator(f"#tile-{takes[0]} input")).to_be_checked()
    press(page, button(page, "Delete"))
    tab_to(page, page.get_by_role("button", name=re.compile("^Delete the clips")))
    page.keyboard.press("Escape")
    expect(button(page, "Delete")).to_be_focused()
