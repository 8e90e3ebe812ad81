"""WCAG 2.2 AA, as far as a machine can tell, in the states that a page comes to; test_every_page.py walks the pages."""

import pytest
from playwright.sync_api import expect

from tests.browser.composer import BOAT, Composer, expect_state
from tests.browser.conftest import Visitors
from tests.browser.looking import two_ways, violations

FATES = {"waiting": "[never]", "failed": "[refused]", "ready": ""}
NARROW = {"viewport": {"width": 390, "height": 844}}
WIDE = {"viewport": {"width": 1280, "height": 800}}


@pytest.mark.parametrize("fate", FATES)
def test_a_card_has_no_violation(visitors: Visitors, fate: str) -> None:
    """On the stage beside the form, and on the take's own page."""
    page = visitors.new(**WIDE).new_page()
    composer = Composer(page).open_boat()
    composer.prompt.fill(f"{BOAT} {FATES[fate]}".strip())
    take = composer.generate()
    expect_state(take, "running" if fate == "waiting" else fate)
    for where in ("", f"/generations/{take.get_attribute('data-live')}/"):
        if where:
            page.goto(where)
        for size in two_ways(page):
            assert violations(page) == [], f"{where} {size}"


def test_a_form_with_references_and_problems_has_no_violation(visitors: Visitors) -> None:
    """A closed button, its reason, a folded part opened, and the Chinese page."""
    context = visitors.new(**WIDE)
    context.add_cookies([{"name": "django_language", "value": "zh-hans", "url": visitors.address}])
    page = context.new_page()
    page.goto("/")
    page.locator("details.fold summary").first.click()
    page.locator("#prompt").fill("")
    page.wait_for_function("() => document.getElementById('generate').disabled")
    assert violations(page) == []


def test_a_request_with_broken_lines_has_no_violation(visitors: Visitors) -> None:
    """The text that steers, with its marks and what mends them."""
    page = visitors.new(**NARROW).new_page()
    composer = Composer(page).open()
    page.get_by_role("button", name="Edit JSON").click()
    page.get_by_role("textbox", name="Request JSON").fill('{"prompt": "A boat", "duration": 7, "seed": 1}')
    expect(page.locator("#json-marks li")).to_have_count(2)
    expect(composer.button).to_be_disabled()
    assert violations(page) == []
