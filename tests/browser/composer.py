"""The composer as a person uses it, by the names that assistive technology sees."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Locator, Page, expect

BOAT = "A paper boat on a rainy street, slow push-in."
SETTLES = 120_000  # milliseconds a take may need on a machine that has much else to do


class Composer:
    """The page at `/`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.prompt = page.get_by_role("textbox", name="Prompt", exact=True)
        self.button = page.get_by_role("button", name=re.compile("^Generate"))
        self.preview = page.get_by_role("region", name="Request preview")
        self.code = self.preview.locator("code")
        self.result = page.get_by_role("region", name="Result")
        self.files = page.get_by_label("Add reference images")
        self.references = page.get_by_role("list", name="Reference images").get_by_role("listitem")

    def open(self, query: str = "") -> "Composer":
        """Load the page."""
        self.page.goto(f"/{query}")
        return self.arrived()

    def arrived(self) -> "Composer":
        """Here, by whichever link: the scripts have run, and the draft of the tab has been drawn."""
        self.page.wait_for_load_state()
        expect(self.page.locator("compose-draft[data-busy]")).to_have_count(0)
        return self

    def rewrite(self, text: str) -> None:
        """Put another text into the prompt, and wait for the server's word on it."""
        self.prompt.fill(text)
        shown = self.code.text_content()
        expect(self.page.locator("#server-request")).to_have_text(shown)

    def choose(self, group: str, choice: str) -> None:
        """Click a choice of a radio group."""
        self.page.get_by_role("radiogroup", name=group).get_by_role("radio", name=choice, exact=True).check()

    def open_boat(self) -> "Composer":
        """Load the page with a request whose film is drawn once for all tests of a worker."""
        return self.open("?" + urlencode({"prompt": BOAT, "duration": 4}))

    def generate(self, ask: Callable[[], object] | None = None) -> Locator:
        """Click, or ask in another way, and return the new take's root."""
        roots = self.result.locator("[data-state]")
        before = roots.get_attribute("id") if roots.count() else "none"
        (ask or self.button.click)()
        fresh = self.result.locator(f"[data-state]:not([id='{before}'])")
        expect(fresh).to_have_count(1)
        return self.page.locator(f"#{fresh.get_attribute('id')}")


def expect_state(take: Locator, state: str) -> None:
    """Wait until a take is in this state."""
    expect(take).to_have_attribute("data-state", state, timeout=SETTLES)


def picture(folder: Path, name: str, colour: str = "teal", size: tuple[int, int] = (320, 200)) -> Path:
    """A small image file of one colour."""
    path = folder / name
    Image.new("RGB", size, colour).save(path)
    return path
