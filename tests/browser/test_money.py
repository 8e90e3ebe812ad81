"""Money before the button, and several takes from one click, as a person meets them."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.composer import SETTLES, Composer, expect_state


@pytest.fixture
def composer(page: Page) -> Composer:
    """The page at `/`, with the fold for several takes open."""
    composer = Composer(page).open_boat()
    page.get_by_text("Several at once").click()
    return composer


def takes_of(composer: Composer, count: int) -> None:
    """Ask for so many, and wait for the server's word on it."""
    composer.page.get_by_label("Takes of each model").fill(str(count))
    expect(composer.button).to_have_accessible_name(
        re.compile(rf"^Generate {count} takes · .* · ≈ {count * 8} credits")
    )


def post(page: Page, button: Locator) -> None:
    """Send a plain form; returns when its answer is there."""
    with page.expect_navigation():
        button.click()


def order(composer: Composer, count: int, click: Callable[[], object] | None = None) -> Locator:
    """Click for so many takes, and return the new sheet on the stage."""
    takes_of(composer, count)
    boards = composer.result.locator("batch-board")
    before = boards.get_attribute("id") if boards.count() else "none"
    (click or composer.button.click)()
    fresh = composer.result.locator(f"batch-board:not([id='{before}'])")
    expect(fresh).to_have_count(1)
    return composer.page.locator(f"#{fresh.get_attribute('id')}")


def test_several_takes_fill_the_contact_sheet_live(composer: Composer) -> None:
    """One click; the sheet stands on the stage at once, and its frames become clips without a reload."""
    composer.page.evaluate("window.sameDocument = true")
    board = order(composer, 3)
    frames = board.get_by_role("list", name="Takes of this batch").get_by_role("listitem")
    expect(frames).to_have_count(3)
    expect(frames.locator("img")).to_have_count(3, timeout=SETTLES)
    expect(board.locator("[data-board-summary]")).to_contain_text("3 Ready")
    expect(board.locator("[data-board-summary]")).to_contain_text(re.compile(r"Charged\s*24"))
    assert composer.page.evaluate("window.sameDocument")
    assert composer.prompt.input_value()


def test_the_sheet_has_a_page_of_its_own(composer: Composer) -> None:
    """From the stage to an address that can be kept; a frame leads to its take."""
    order(composer, 2).get_by_role("link", name="Open the sheet").click()
    expect(composer.page).to_have_url(re.compile("/batches/"))
    frames = composer.page.locator(".frames").get_by_role("listitem")
    expect(frames.locator("img")).to_have_count(2, timeout=SETTLES)
    frames.first.get_by_role("link").click()
    expect(composer.page.locator("[data-state]")).to_have_attribute("data-state", "ready")
    expect(composer.page.get_by_role("link", name="Contact sheet")).to_be_visible()


def test_a_double_click_makes_one_batch(composer: Composer) -> None:
    """The second click of a double click finds the form already used."""
    tiles = composer.page.locator("#strip .tile")
    before = tiles.count()
    order(composer, 2, composer.button.dblclick)
    expect(tiles).to_have_count(before + 2)
    composer.page.wait_for_timeout(500)
    expect(tiles).to_have_count(before + 2)


def test_a_batch_is_paused_and_the_rest_cancelled(composer: Composer) -> None:
    """Beyond what the account's limit lets go at once the takes wait; the keyboard keeps its place."""
    board = order(composer, 40)
    board.get_by_role("button", name="Pause").click()
    resume = board.get_by_role("button", name="Resume")
    expect(resume).to_be_focused()
    expect(board).to_contain_text("nothing more is sent until you resume")
    board.get_by_role("button", name=re.compile("Cancel the rest")).click()
    expect(resume).to_have_count(0)
    expect(board.locator("[data-look=cancelled]").first).to_be_visible()
    # What was sent comes in here, and in no other test's tabs
    under_way = board.locator(".batch-counts li:not([data-look=cancelled], [data-look=ready])")
    expect(under_way).to_have_count(0, timeout=2 * SETTLES)


def test_what_was_paid_for_is_offered_beside_another_take(page: Page) -> None:
    """The same request again shows the clip that is there; Generate still makes another."""
    composer = Composer(page).open_boat()
    expect_state(composer.generate(), "ready")
    page.reload()
    paid = page.locator("#paid")
    expect(paid).to_contain_text("You already paid for exactly this")
    expect(paid.get_by_role("link").first).to_have_attribute("href", re.compile("/generations/"))
    composer.rewrite("A paper boat on a rainy street, slow push-in, at night.")
    expect(paid).to_be_empty()
    expect(composer.button).to_be_enabled()


@pytest.fixture
def asked_above_ten(page: Page) -> Iterator[None]:
    """The workspace wants to be asked above ten credits."""
    page.goto("/prices/")
    asked = page.get_by_role("region", name="Ask before a large spend")
    page.get_by_label("Credits", exact=True).fill("10")
    post(page, asked.get_by_role("button", name="Save"))
    yield
    page.goto("/prices/")
    page.get_by_label("Credits", exact=True).fill("")
    post(page, asked.get_by_role("button", name="Save"))
    expect(page.get_by_label("Credits", exact=True)).to_have_value("")


def test_a_large_spend_takes_a_second_step(page: Page, asked_above_ten: None, visitors) -> None:
    """Without the tick nothing is made; with it one take is, and the next click has to be ticked anew."""
    visitors.tolerate("422")
    composer = Composer(page).open("?prompt=Boat+[refused]&duration=6")
    tick = page.get_by_role("checkbox", name="Yes, spend this: ≈ 12 credits")
    composer.button.click()
    expect(page.locator("#gate")).to_contain_text("Nothing was sent")
    tick.check()
    expect(page.locator("#gate [role=alert]")).to_have_count(0)
    expect(tick).to_be_checked()
    composer.generate()
    expect(tick).not_to_be_checked()
    composer.choose("Duration", "4 s")
    expect(tick).to_have_count(0)


def test_a_price_is_set_on_its_page(page: Page) -> None:
    """What is typed stands on the button; giving the word back to the file undoes it."""
    page.goto("/prices/")
    page.get_by_label("Gemini Omni Flash 1080p").fill("5")
    post(page, page.get_by_role("button", name="Save prices"))
    composer = Composer(page).open("?prompt=x&duration=6&resolution=1080p")
    expect(composer.button).to_contain_text("≈ 30 credits")
    page.goto("/prices/")
    post(page, page.get_by_role("button", name="Forget this table"))
    composer.open("?prompt=x&duration=6&resolution=1080p")
    expect(composer.button).to_contain_text("≈ 18 credits")
