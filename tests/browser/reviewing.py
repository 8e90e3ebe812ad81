"""A take's review as people use it."""

import secrets

from playwright.sync_api import Locator, Page, expect

STILL = """() => {
  const { video, shown, fps } = document.querySelector("clip-player");
  return video.paused && !video.seeking && Math.abs(video.currentTime - shown) < 1 / fps;
}"""

# The screen comes a little later than the clip
SHOWN = "(at) => Math.abs(document.querySelector('clip-player').shown - at) < 0.02"


def review(page: Page) -> Locator:
    """All that is said of the take."""
    return page.get_by_role("region", name="Review")


def threads(page: Page) -> Locator:
    """The comments that begin a thread."""
    return page.get_by_role("list", name="Comments").locator(":scope > li")


def once(words: str) -> str:
    """These words as nobody said them before: tests of a module, and a second try, speak of the same take."""
    return f"{words} {secrets.token_hex(3)}"


def go_to(page: Page, seconds: float) -> None:
    """Put the clip there; its picture is on the screen."""
    slider = page.get_by_role("slider", name="Position")
    slider.evaluate(
        "(s, at) => { s.value = at; s.dispatchEvent(new Event('input', { bubbles: true })) }", seconds
    )
    page.wait_for_function(STILL)
    page.wait_for_function(SHOWN, arg=seconds)


def comment(page: Page, text: str) -> None:
    """Write it and send it."""
    page.get_by_role("textbox", name="Comment", exact=True).fill(text)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(threads(page).filter(has_text=text)).to_have_count(1)


def stroke(page: Page, *places: tuple[float, float], on: str = "main") -> None:
    """Draw a line over the clip, or over that of one pane, through these parts of its width and height."""
    box = page.locator(f"{on} frame-ink").bounding_box()
    x, y = ([box[start] + part * box[size] for part in parts] for start, size, parts in (
        ("x", "width", [at[0] for at in places]), ("y", "height", [at[1] for at in places])
    ))  # fmt: skip
    page.mouse.move(x[0], y[0])
    page.mouse.down()
    for place in zip(x[1:], y[1:], strict=True):
        page.mouse.move(*place, steps=4)
    page.mouse.up()
