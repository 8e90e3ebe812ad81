"""A guest on a phone reviews one clip of a shared comparison; the team's comparison has it without a reload."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Visitors
from tests.browser.network import first_load
from tests.browser.reviewing import once, stroke
from tests.browser.sharing import PHONE, panel, two_takes
from tests.browser.test_accessibility import violations
from tests.browser.test_frame import SPILLS
from tests.browser.test_share import BYTES
from tests.integration.installation import Installation


@pytest.fixture(scope="module")
def takes(browser: Browser, product: Installation) -> list[str]:
    """Ids of two finished takes, a wide and a tall one."""
    return two_takes(browser, product)


@pytest.fixture
def address(page: Page, takes: list[str]) -> str:
    """A link to both that takes comments; the team's page compares them, its dialog is closed."""
    page.goto("/compare/?" + urlencode([("g", take) for take in takes]))
    dialog = panel(page)
    dialog.get_by_role("checkbox", name="Guests may comment").check()
    dialog.get_by_role("button", name="Create link").click()
    address = dialog.get_by_role("textbox", name="Share link").input_value()
    page.keyboard.press("Escape")
    return address


def of(page: Page, letter: str) -> Locator:
    """The review of one of them."""
    return page.get_by_role("region", name=f"Review of {letter}")


def go_to(page: Page, seconds: float) -> None:
    """Put all clips there, once they have their pictures."""
    expect(page.locator("span[data-length]")).to_have_text("00:00:06:00")
    slider = page.get_by_role("slider", name="Position")
    slider.evaluate(
        "(s, at) => { s.value = at; s.dispatchEvent(new Event('input', { bubbles: true })) }", seconds
    )


def test_a_guest_has_a_say_about_b(visitors: Visitors, page: Page, address: str) -> None:
    """At the frame on the shared clock, with a drawing on B alone; a member who chooses it sees that frame."""
    words = once("The sky is better here.")
    guest = visitors.new(**PHONE).new_page()
    guest.goto(address)
    of(guest, "A").get_by_role("link", name="Comment or approve").tap()
    guest.get_by_role("radio", name="B", exact=True).last.check()
    expect(of(guest, "A")).to_be_hidden()
    go_to(guest, 1)
    mine = of(guest, "B")
    expect(mine.locator("output")).to_have_text("00:00:01:00")
    mine.get_by_role("textbox", name="Your name").fill(once("Mina"))
    mine.get_by_role("textbox", name="Comment on B").fill(words)
    mine.get_by_role("button", name="Draw").tap()
    stroke(guest, (0.2, 0.2), (0.7, 0.6), on="#pane-B")
    mine.get_by_role("button", name="Comment", exact=True).tap()
    expect(mine.get_by_role("list", name="Comments")).to_contain_text(words)
    said = of(page, "B").get_by_role("listitem").filter(has_text=words)
    go_to(page, 0)
    said.get_by_role("button", name="Show the frame 00:00:01:00").click()
    expect(page.locator("[data-time]")).to_have_text("00:00:01:00")
    expect(page.locator(".pane:nth-of-type(2) frame-ink polyline")).to_have_count(1)
    expect(page.locator(".pane:nth-of-type(1) frame-ink polyline")).to_have_count(0)
    assert guest.evaluate(SPILLS) <= 0


def test_each_form_keeps_its_own_frame_and_one_draws(page: Page, address: str) -> None:
    """Words about A stay at their frame while B is written about at another; a second pen puts the first away."""
    for letter, seconds in (("A", 1), ("B", 2)):
        words = of(page, letter).get_by_role("textbox", name=f"Comment on {letter}")
        words.focus()
        go_to(page, seconds)
        words.fill("Slower.")
        expect(of(page, letter).locator("output")).to_have_text(f"00:00:0{seconds}:00")
    expect(of(page, "A").locator("output")).to_have_text("00:00:01:00")
    for letter in ("A", "B"):
        of(page, letter).get_by_role("button", name="Draw").click()
    expect(of(page, "A").get_by_role("button", name="Draw")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("frame-ink[data-drawing]")).to_have_count(1)


def test_its_first_load_is_small_and_nothing_is_amiss(visitors: Visitors, page: Page, address: str) -> None:
    """At most 40 KiB before the clips; no violation and nothing wider than its page, for guests and for members."""
    guest = visitors.new(reduced_motion="reduce", **PHONE).new_page()
    load = first_load(guest, f"{address}?write=1")
    assert sum(load.before_the_clip.values()) <= BYTES, load.before_the_clip
    for each in (guest, page):
        for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
            each.set_viewport_size(size)
            assert violations(each) == []
            assert each.evaluate(SPILLS) <= 0
