"""What is written in the composer stays in its tab."""

import re

from playwright.sync_api import Page, expect

from tests.browser.composer import BOAT, Composer
from tests.browser.conftest import Visitors


def expect_draft(composer: Composer) -> None:
    """The form, the counter, the box and the button all tell of it."""
    expect(composer.prompt).to_have_value(BOAT)
    expect(composer.page.get_by_role("radio", name="9:16")).to_be_checked()
    expect(composer.page.locator("prompt-counter")).to_have_text(f"{len(BOAT)} / 1200")
    expect(composer.code).to_contain_text(BOAT)
    expect(composer.button).to_contain_text(re.compile(r"9:16 · 720P · ≈"))


def test_a_draft_survives_reload_back_and_another_page(page: Page) -> None:
    """Prompt and choices come back, and what follows from them with them."""
    composer = Composer(page).open()
    composer.choose("Aspect ratio", "9:16")
    composer.rewrite(BOAT)
    page.reload()
    expect_draft(composer)
    page.get_by_role("link", name="History").click()
    page.go_back()
    expect_draft(composer)
    page.get_by_role("link", name="Models").click()
    page.get_by_role("link", name="Compose").click()
    expect_draft(composer)


def test_an_address_with_values_wins_over_the_draft(visitors: Visitors) -> None:
    """A link that fills the composer fills it as it says."""
    composer = Composer(visitors.new().new_page()).open()
    composer.rewrite(BOAT)
    composer.open("?prompt=Another")
    expect(composer.prompt).to_have_value("Another")
