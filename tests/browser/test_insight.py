"""Know your upstream: what our own runs tell stands on the model's page and on the card that waits."""

import re

from playwright.sync_api import Page, expect

from tests.browser.composer import BOAT, SETTLES, Composer
from tests.browser.test_accessibility import NARROW, violations

# So many takes of the film that is drawn once, each of a form of its own.
MAKE = """async (count) => {
  const form = document.getElementById("composer");
  for (let made = 0; made < count; made += 1) {
    const body = new FormData(form);
    body.set("token", crypto.randomUUID());
    await fetch(form.action, { method: "POST", headers: { "HX-Request": "true" }, body });
  }
}"""


def test_runs_are_told_drawn_and_expected(page: Page) -> None:
    """Five finished takes make a sentence and two plots without a violation; the next card says what is usual."""
    composer = Composer(page).open_boat()
    page.evaluate(MAKE, 5)
    page.goto("/generations/")
    finished = page.locator(".tile[data-look=ready]").filter(has_text=BOAT)
    expect(finished.nth(4)).to_be_visible(timeout=SETTLES)
    page.wait_for_timeout(15_500)  # figures are kept for so long
    page.goto("/models/gemini_omni_flash/#runs")
    expect(page.locator("#runs")).to_contain_text(
        re.compile(r"Half were done in [\d.]+ s, nine of ten in [\d.]+ s")
    )
    expect(page.get_by_role("img", name="Share of runs done by time")).to_be_visible()
    expect(page.get_by_role("img", name="Takes that ended in the last two weeks")).to_be_visible()
    page.locator("#runs summary").first.click()
    expect(page.get_by_role("row", name=re.compile("^50 of 100"))).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size(NARROW["viewport"])
    assert violations(page) == []
    composer.open_boat().prompt.fill(f"{BOAT} [never]")
    expect(composer.generate()).to_contain_text("Usually done in")
