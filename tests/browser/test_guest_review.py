"""A guest on a phone reviews a clip; the team hears it at once, and a closed link ends it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visitors
from tests.browser.network import first_load
from tests.browser.reviewing import comment, go_to, once, review, stroke, threads
from tests.browser.sharing import PHONE, panel, two_takes
from tests.browser.test_accessibility import violations
from tests.browser.test_frame import SPILLS
from tests.browser.test_share import BYTES
from tests.integration.installation import Installation

PAUSED = "document.querySelector('video').paused"


@pytest.fixture(scope="module")
def takes(browser: Browser, product: Installation) -> list[str]:
    """Ids of two finished takes, a wide and a tall one."""
    return two_takes(browser, product)


def link(page: Page, take: str, level: str = "Clip only") -> str:
    """The address of a new link that takes comments; its dialog stays open."""
    page.goto(f"/generations/{take}/")
    dialog = panel(page)
    dialog.get_by_role("radio", name=level, exact=True).check()
    dialog.get_by_role("checkbox", name="Guests may comment").check()
    dialog.get_by_role("button", name="Create link").click()
    return dialog.get_by_role("textbox", name="Share link").input_value()


def test_a_guest_on_a_phone_has_a_say(visitors: Visitors, page: Page, takes: list[str]) -> None:
    """Begins to write, types (the clip stops), draws, sends, approves; the team's page has it without a reload."""
    address = link(page, takes[0])
    name, ours, theirs = once("Mina"), once("We will look at it."), once("Darker, please.")
    page.goto(f"/generations/{takes[0]}/")
    guest = visitors.new(**PHONE).new_page()
    guest.goto(address)
    guest.wait_for_function("() => document.querySelector('video').currentTime > 0.2")
    guest.get_by_role("link", name="Comment or approve").tap()
    guest.get_by_role("textbox", name="Your name").fill(name)
    guest.get_by_role("textbox", name="Comment", exact=True).press_sequentially("D")
    assert guest.evaluate(PAUSED)
    go_to(guest, 1)
    guest.get_by_role("button", name="Draw").tap()
    stroke(guest, (0.2, 0.2), (0.7, 0.3), (0.5, 0.8))
    comment(guest, theirs)
    guest.get_by_role("button", name="Approve").tap()
    frame = {"name": "Show the frame 00:00:01:00"}
    expect(threads(page).filter(has_text=theirs).get_by_role("button", **frame)).to_be_visible()
    expect(review(page).get_by_role("list", name="Verdicts")).to_contain_text(f"Approved {name} (guest)")
    comment(page, ours)
    expect(threads(guest).filter(has_text=ours)).to_have_count(1)
    threads(guest).filter(has_text=theirs).get_by_role("button", **frame).tap()
    expect(guest.locator("frame-ink polyline")).to_have_count(1)
    assert guest.evaluate(SPILLS) <= 0


def test_a_closed_link_ends_an_open_page(visitors: Visitors, page: Page, takes: list[str]) -> None:
    """Within seconds; words that were not sent stay to be copied, and sending them is refused."""
    visitors.tolerate("404")
    address = link(page, takes[1])
    reader, writer = visitors.new(**PHONE).new_page(), visitors.new(**PHONE).new_page()
    for guest in (reader, writer):
        guest.goto(address)
    writer.get_by_role("link", name="Comment or approve").tap()
    writer.get_by_role("textbox", name="Comment", exact=True).fill("Half a thought")
    page.get_by_role("dialog").get_by_role("button", name="Revoke").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("There is nothing behind this link")
    expect(writer.get_by_role("alert").filter(has_text="This link is closed")).to_be_visible()
    expect(writer.get_by_role("textbox", name="Comment", exact=True)).to_have_value("Half a thought")


@pytest.mark.parametrize(("status", "body"), [(401, ""), (403, "<!doctype html><p>Forbidden</p>")])
def test_an_answer_without_words_is_put_into_words(
    visitors: Visitors, page: Page, takes: list[str], status: int, body: str
) -> None:
    """A page or nothing in place of the answer: it was not sent, and what was typed is still there."""
    visitors.tolerate(str(status))
    page.goto(f"/generations/{takes[0]}/")
    page.route("**/review/", lambda route: route.fulfill(status=status, body=body))
    box = page.get_by_role("textbox", name="Comment", exact=True)
    box.fill("Half a thought")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#review-trouble")).to_contain_text("It was not sent")
    expect(box).to_have_value("Half a thought")


def test_a_first_load_with_comments_is_small(visitors: Visitors, page: Page, takes: list[str]) -> None:
    """At most 40 KiB before the clip, at the fullest level."""
    address = link(page, takes[0], "Recipe and try")
    load = first_load(visitors.new(**PHONE).new_page(), address)
    assert sum(load.before_the_clip.values()) <= BYTES, load.before_the_clip


def test_without_script_a_guest_comments_by_a_form(visitors: Visitors, page: Page, takes: list[str]) -> None:
    """At a second that is typed; and approves."""
    address = link(page, takes[0])
    name, words = once("Ole"), once("Fine by me.")
    guest = visitors.new(java_script_enabled=False).new_page()
    guest.goto(address)
    guest.get_by_role("link", name="Comment or approve").click()
    guest.get_by_role("textbox", name="Your name").fill(name)
    guest.get_by_role("textbox", name="Comment", exact=True).fill(words)
    guest.get_by_label("At second").fill("2.5")
    guest.get_by_role("button", name="Comment", exact=True).click()
    expect(threads(guest).filter(has_text=words)).to_contain_text("00:00:02:12")
    guest.get_by_role("button", name="Approve").click()
    expect(review(guest)).to_contain_text(f"Approved {name} (guest)")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_review_has_no_violation(visitors: Visitors, takes: list[str], theme: str) -> None:
    """The guest's page and the team's, wide and on a phone, with a comment and a form that is open."""
    page, guest = (visitors.new(color_scheme=theme, reduced_motion="reduce").new_page() for _ in range(2))
    address = link(page, takes[1], "Clip and prompt")
    page.goto(f"/generations/{takes[1]}/")
    comment(page, once("A little slower."))
    guest.goto(f"{address}?write=1")
    for each in (page, guest):
        for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
            each.set_viewport_size(size)
            assert violations(each) == []
            assert each.evaluate(SPILLS) <= 0
