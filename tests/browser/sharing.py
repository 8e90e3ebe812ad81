"""Making share links as a person does."""

from urllib.parse import urlencode

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.composer import BOAT, Composer, expect_state
from tests.integration.installation import Installation

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


def two_takes(browser: Browser, product: Installation) -> list[str]:
    """Ids of two finished takes of other shape and length."""
    page = browser.new_page(base_url=f"http://127.0.0.1:{product.port}", locale="en-US")
    made = []
    for choices in ({"duration": 4}, {"duration": 6, "aspect_ratio": "9:16"}):
        take = Composer(page).open("?" + urlencode({"prompt": BOAT, **choices})).generate()
        expect_state(take, "ready")
        made.append(take.get_attribute("data-live"))
    page.close()
    return made


def panel(page: Page) -> Locator:
    """The dialog that "Share" opens."""
    page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Create link")).to_be_visible()
    return dialog


def made(dialog: Locator, level: str, password: str = "") -> str:
    """The address of a new link."""
    dialog.get_by_role("radio", name=level, exact=True).check()
    dialog.get_by_label("Password, if you want one").fill(password)
    dialog.get_by_role("button", name="Create link").click()
    shown = dialog.get_by_role("textbox", name="Share link")
    expect(shown).to_be_focused()
    return shown.input_value()


def link(page: Page, take: str, level: str, password: str = "") -> str:
    """The same from a take's page."""
    page.goto(f"/generations/{take}/")
    return made(panel(page), level, password)


def comparison(page: Page, takes: list[str], level: str, **state: object) -> str:
    """The same from the page that compares."""
    page.goto("/compare/?" + urlencode([("g", take) for take in takes] + list(state.items()), doseq=True))
    return made(panel(page), level)


def revoke_first(place: Locator) -> None:
    """Revoke the newest of the links that are listed here."""
    item = place.locator(".share-link").first
    name = item.get_attribute("id")
    item.get_by_role("button", name="Revoke").click()
    expect(place.locator(f"#{name}")).to_contain_text("Revoked")
