"""``python -m tests.docs.pictures``: draw docs/tour-*.webp anew, from the product on the simulator.

With names of parts (``share stage``): those pictures only.
"""

import io
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser.composer import Composer
from tests.browser.conftest import TIME_SCALE, launch
from tests.browser.sharing import PHONE, link, panel
from tests.house.tree import ROOT
from tests.integration.installation import Installation

LARGEST = 56 << 10  # bytes of one picture
WIDTH = 1200
PATIENCE = 300_000  # milliseconds
EDGE = 12  # pixels around a part of a page
SNOW = "Snow on the mountains at dusk, firs in front, slow pan to the right."
MIST = SNOW.replace("Snow", "Mist").replace("dusk", "dawn")
OTHERS = (
    "A paper boat drifts along a rainy street at dusk, slow camera push-in.",
    "A fox looks up in a golden meadow, wind in the grass, long lens.",
    "夜晚的城市街道，雨后霓虹，镜头缓缓推近。",
    "A red kite over a grey sea, gulls, wide shot.",
    "A bowl of noodles, steam rising, soft window light.",
    "Paper planets turn slowly in deep space, one of them with rings.",
)
# A second and a half into each clip, and still: a picture of one moment
MOMENT = """() => Promise.all([...document.querySelectorAll("video")].map((video) => new Promise((done) => {
  video.loop = false; video.pause(); video.onseeked = done; video.currentTime = 1.6; setTimeout(done, 4000);
})))"""


def finished(take: Locator) -> Locator:
    """The take once its clip is there, on however busy a machine."""
    expect(take).to_have_attribute("data-state", "ready", timeout=PATIENCE)
    return take


class Tour:
    """One visitor's way through the product, with a camera."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.takes: list[str] = []

    def visit(self, **options: Any) -> Page:
        """A fresh profile that wants no motion."""
        wide = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US", "reduced_motion": "reduce"}
        context = self.browser.new_context(base_url=self.address, **(wide | options))
        context.set_default_timeout(60_000)
        return context.new_page()

    def made(self, page: Page, prompt: str, **choices: object) -> Locator:
        """A finished take, asked for on the composer."""
        composer = Composer(page).open("?" + urlencode({"prompt": prompt, "duration": 4, **choices}))
        take = finished(composer.generate())
        self.takes.append(take.get_attribute("data-live"))
        return take


def keep(page: Page, name: str, *parts: Locator) -> None:
    """A picture of the window, or of what lies from one part to another, as sharp as its size allows."""
    page.evaluate(MOMENT)
    page.wait_for_timeout(600)
    boxes = [box for part in parts if (box := part.bounding_box())]
    box = None
    if boxes:
        left, top = min(box["x"] for box in boxes) - EDGE, min(box["y"] for box in boxes) - EDGE
        right = max(box["x"] + box["width"] for box in boxes) + EDGE
        bottom = max(box["y"] + box["height"] for box in boxes) + EDGE
        box = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    picture = Image.open(io.BytesIO(page.screenshot(clip=box)))
    if picture.width > WIDTH:
        picture = picture.resize(
            (WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS
        )
    for quality in range(84, 20, -4):
        drawn = io.BytesIO()
        picture.convert("RGB").save(drawn, "webp", quality=quality, method=6)
        if drawn.tell() <= LARGEST:
            break
    (ROOT / "docs" / f"tour-{name}.webp").write_bytes(drawn.getvalue())
    print(f"tour-{name}.webp {drawn.tell() // 1024} KiB, quality {quality}", flush=True)


def first_clip(tour: Tour) -> None:
    """The composer with its first own clip, and the request that made it."""
    page = tour.visit()
    page.goto("/connection/")
    page.get_by_role("button", name="Test connection").click()
    expect(page.get_by_text("The connection works.")).to_be_visible()
    tour.made(page, SNOW, duration=6)
    keep(page, "first-clip")


def as_text(tour: Tour) -> None:
    """The request as text, with a field that the model does not know and a value that it does not take."""
    page = tour.visit(viewport={"width": 1440, "height": 1300})
    composer = Composer(page).open("?" + urlencode({"prompt": SNOW}))
    composer.preview.get_by_role("button", name="Edit JSON").click()
    area = composer.preview.get_by_role("textbox", name="Request JSON")
    text = (
        area.input_value().replace('"720P"', '"720p"').replace('"duration": 6', '"duration": 6,\n  "seed": 7')
    )
    area.fill(text)
    expect(page.locator("#json-marks li")).to_have_count(2)
    keep(page, "json", composer.preview)


def several(tour: Tour) -> None:
    """The order of several takes, and the sheet that fills."""
    page = tour.visit(viewport={"width": 1440, "height": 1300})
    composer = Composer(page).open("?" + urlencode({"prompt": OTHERS[1], "duration": 4}))
    page.get_by_text("Several at once").click()
    page.get_by_label("Stop at a budget of (credits)").fill("60")
    for model in ("Veo 3.1", "Kling 3"):
        page.get_by_role("checkbox", name=model, exact=True).check()
    expect(composer.button).to_contain_text("3 takes")
    page.wait_for_timeout(1500)
    keep(page, "several", page.locator("details.several"), composer.button, page.locator("#generate-reason"))
    composer.button.click()
    address = page.locator("batch-board").get_by_role("link", name="Open the sheet").get_attribute("href")
    page.goto(address)
    page.set_viewport_size({"width": 1440, "height": 600})
    expect(page.locator(".sheet [data-look=ready]")).to_have_count(3, timeout=PATIENCE)
    keep(page, "sheet")


def take(tour: Tour) -> None:
    """A take's page with its deck; a child by its last frame, a child with another word; the tree."""
    page = tour.visit()
    page.goto(f"/generations/{tour.takes[0]}/")
    keep(page, "take")
    page.get_by_role("button", name="Continue from last frame").click()
    page.wait_for_url("**/?*")
    composer = Composer(page)
    expect(composer.references).to_have_count(1)
    composer.rewrite("The camera reaches a frozen lake, a lantern on its shore.")
    finished(composer.generate())
    page.goto(f"/?from={tour.takes[0]}")
    composer.rewrite(MIST)
    remix = finished(composer.generate())
    tour.takes.append(remix.get_attribute("data-live"))
    page.goto(f"/generations/{tour.takes[0]}/lineage/")
    page.set_viewport_size({"width": 1440, "height": 540})
    keep(page, "lineage")


def history(tour: Tour) -> None:
    """A shelf of takes, searched while somebody types."""
    page = tour.visit()
    for prompt in OTHERS:
        tour.made(page, prompt)
    page.goto("/generations/")
    page.get_by_role("searchbox", name="Search prompts").press_sequentially("street")
    page.wait_for_url("**/generations/?q=street")
    page.goto("/generations/")
    keep(page, "history")


def compare(tour: Tour) -> None:
    """Two takes on one clock, in the dark."""
    page = tour.visit(color_scheme="dark")
    page.goto("/compare/?" + urlencode([("g", name) for name in tour.takes[:2]]))
    keep(page, "compare")


def share(tour: Tour) -> None:
    """What guests get, and what one of them sees on a phone."""
    page = tour.visit()
    page.goto(f"/generations/{tour.takes[0]}/")
    panel(page)
    keep(page, "share")
    phone = tour.visit(**(PHONE | {"viewport": {"width": 390, "height": 560}, "device_scale_factor": 1.5}))
    phone.goto(link(page, tour.takes[0], "Clip and prompt"))
    keep(phone, "guest")


def stage(tour: Tour) -> None:
    """A recorded run on the stage, in the dark."""
    page = tour.visit(color_scheme="dark")
    page.goto(f"/generations/{tour.takes[0]}/")
    page.get_by_role("button", name="Add to rehearsal").click()
    expect(page.get_by_role("link", name="Rehearse")).to_be_visible()
    page.goto(f"/stage/?g={tour.takes[0]}&g={tour.takes[1]}")
    keep(page, "stage")


PARTS = (first_clip, take, as_text, several, history, compare, share, stage)


def main(*names: str) -> None:
    """All of them in the order of the tour, or those that were named."""
    expect.set_options(timeout=PATIENCE)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        product = Installation(Path(folder) / "var", TIME_SCALE=TIME_SCALE)
        product.data_dir.mkdir()
        product.start()
        browser = launch(playwright)
        try:
            tour = Tour(browser, f"http://127.0.0.1:{product.port}")
            if names:
                page = tour.visit()
                for prompt in (SNOW, MIST):
                    tour.made(page, prompt, duration=6)
            for part in PARTS:
                if not names or part.__name__ in names:
                    part(tour)
        finally:
            browser.close()
            product.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
