"""What goes wrong is told: what happened, what it cost, what to do; and the way back to a clip is short."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.composer import BOAT, Composer, expect_state


def failed(page: Page, word: str) -> Locator:
    """The card of a take that met the fate of this scenario word."""
    composer = Composer(page).open_boat()
    composer.prompt.fill(f"{BOAT} {word}")
    take = composer.generate()
    expect_state(take, "failed")
    return take


def test_a_refused_request_is_mended_and_becomes_a_clip(page: Page) -> None:
    """Fail, fix, ready: the words of the prompt are still there to be changed."""
    expect(failed(page, "[refused]").locator("video")).to_have_count(0)
    composer = Composer(page)
    assert composer.prompt.input_value() == f"{BOAT} [refused]"
    composer.prompt.fill(BOAT)
    take = composer.generate()
    expect_state(take, "ready")
    expect(take.locator("video")).to_have_count(1)


@pytest.mark.parametrize(
    ("word", "status", "words"),
    [
        ("[refused]", 400, "rejected by the model"),
        ("[key refused]", 401, "Authentication failed"),
        ("[blocked]", 422, "violates the content policy"),
    ],
)
def test_a_refusal_says_trigger_fix_retry_and_cost(page: Page, word: str, status: int, words: str) -> None:
    """The gateway's own words stand beside what they mean, and nothing was charged."""
    card = failed(page, word)
    expect(card).to_contain_text(words)
    for heading in ("What happened", "What to do", "Trying again", "Money", "Request id"):
        said = card.get_by_role("term").filter(has_text=heading).locator("xpath=following-sibling::dd[1]")
        assert len(said.text_content().strip()) > 3
    expect(card).to_contain_text("Not charged")
    told = page.request.get(f"/generations/{card.get_attribute('data-live')}.json").json()["error"]
    assert told["charged"] == "no"
    expect(card).to_contain_text(told["request_id"] or "none was given")


@pytest.mark.parametrize("word", ["[filtered]", "[failed]"])
def test_a_failed_task_gives_the_gateways_own_reason(page: Page, word: str) -> None:
    """Accepted and failed later: the reason is the gateway's, and the page says what became of the credits."""
    card = failed(page, word)
    expect(card).to_contain_text("Generation failed")
    told = page.request.get(f"/generations/{card.get_attribute('data-live')}.json").json()
    assert told["upstream_id"]
    assert told["error"]["code"]
    assert told["error"]["charged"] in ("no", "unknown")
    assert told["clip_url"] is None


def test_a_failed_take_leads_back_to_its_own_form(page: Page) -> None:
    """Edit and try again opens the composer with everything the take had asked for."""
    card = failed(page, "[refused]")
    card.get_by_role("link", name="Edit and try again").click()
    page.wait_for_url("**/?from=*")
    composer = Composer(page).arrived()
    assert composer.prompt.input_value() == f"{BOAT} [refused]"
    expect(page.get_by_role("radio", name="4 s")).to_be_checked()


@pytest.mark.parametrize("word", ["[half a file]", "[no answer]", "[server error]"])
def test_a_stumble_on_the_way_still_ends_with_the_clip(page: Page, word: str) -> None:
    """A broken download, a lost answer and a gateway's fault are got over without paying twice."""
    composer = Composer(page).open_boat()
    composer.prompt.fill(f"{BOAT} {word}")
    take = composer.generate()
    expect_state(take, "ready")
    expect(take.locator("video")).to_have_count(1)
