"""Frames on a take's player: stepped, timed, looped, saved, and carried into the composer."""

import base64
import io
import re

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.composer import Composer, expect_state
from tests.browser.conftest import Visitors
from tests.integration.installation import Installation

FRAME = 1 / 24
STILL = """() => {
  const video = document.querySelector("clip-player video");
  return video.paused && !video.seeking && video.readyState > 1;
}"""
SHOWN = "(at) => Math.abs(document.querySelector('clip-player').shown - at) < 0.02"
LATE_SCREEN = """(() => {
  const kind = HTMLVideoElement.prototype, soon = kind.requestVideoFrameCallback;
  kind.requestVideoFrameCallback = function (tell) {
    const isFirst = !this.tell;
    this.tell = tell;
    const look = (...seen) => {
      setTimeout(() => this.tell(...seen), 500);
      soon.call(this, look);
    };
    if (isFirst) soon.call(this, look);
  };
})()"""
ON_SCREEN = """() => {
  const video = document.querySelector("clip-player video");
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: video.videoWidth, height: video.videoHeight });
  canvas.getContext("2d").drawImage(video, 0, 0);
  return canvas.toDataURL("image/png").split(",")[1];
}"""


@pytest.fixture(scope="module")
def take(browser: Browser, product: Installation) -> str:
    """The id of a finished take."""
    page = browser.new_page(base_url=f"http://127.0.0.1:{product.port}", locale="en-US")
    made = Composer(page).open_boat().generate()
    expect_state(made, "ready")
    return made.get_attribute("data-live")


@pytest.fixture
def player(visitors: Visitors, take: str) -> Page:
    """Its page, for somebody who wants calm: the clip stands on its first picture."""
    page = visitors.new(reduced_motion="reduce").new_page()
    page.goto(f"/generations/{take}/")
    page.wait_for_function("() => document.querySelector('clip-player video').readyState > 2")
    return page


@pytest.fixture
def late_player(visitors: Visitors, take: str) -> Page:
    """The same on a machine that shows each picture half a second late."""
    page = visitors.new(reduced_motion="reduce").new_page()
    page.add_init_script(LATE_SCREEN)
    page.goto(f"/generations/{take}/")
    page.wait_for_function(STILL)
    return page


def timecode(page: Page) -> Locator:
    """The timecode under the clip."""
    return page.locator(".timecode")


def go_to(page: Page, seconds: float) -> None:
    """Drag the position there."""
    slider = page.get_by_role("slider", name="Position")
    slider.evaluate(
        "(s, at) => { s.value = at; s.dispatchEvent(new Event('input', { bubbles: true })) }", seconds
    )
    page.wait_for_function(STILL)
    page.wait_for_function(SHOWN, arg=seconds)


def picture(content: bytes) -> Image.Image:
    """Its pixels."""
    return Image.open(io.BytesIO(content)).convert("RGB")


def apart(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of brightness: 0 for equal pictures."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def test_frames_are_stepped_by_keys_and_buttons(player: Page) -> None:
    """Each press is one frame, quick ones too, and the timecode counts at the clip's own rate."""
    for _ in range(3):
        player.keyboard.press(".")
    expect(timecode(player)).to_have_text("00:00:00:03")
    player.keyboard.press(",")
    expect(timecode(player)).to_have_text("00:00:00:02")
    player.get_by_role("button", name="One frame on").click()
    expect(timecode(player)).to_have_text("00:00:00:03")
    player.get_by_role("button", name="One frame back").click()
    expect(timecode(player)).to_have_text("00:00:00:02")
    go_to(player, 1.5)
    expect(timecode(player)).to_have_text("00:00:01:12")
    player.get_by_role("slider", name="Position").press("ArrowLeft")
    expect(timecode(player)).to_have_text("00:00:01:11")


def test_presses_count_before_the_screen_has_followed(late_player: Page) -> None:
    """A machine that shows each picture half a second late loses no press."""
    for key in "...,.":
        late_player.keyboard.press(key)
        late_player.wait_for_function("() => !document.querySelector('clip-player video').seeking")
    expect(timecode(late_player)).to_have_text("00:00:00:03")


def test_a_range_begins_at_the_picture_that_is_asked_for(late_player: Page) -> None:
    """Two frames on and "in": that frame, though the screen does not show it yet."""
    for key in "..i":
        late_player.keyboard.press(key)
    expect(late_player.locator("#announce")).to_have_text(re.compile("^00:00:00:02 – "))


def test_the_saved_frame_is_the_one_on_the_screen(player: Page) -> None:
    """Pixel for pixel nearer to it than to the frame before and the one after."""
    go_to(player, 2)
    player.keyboard.press(".")
    expect(timecode(player)).to_have_text("00:00:02:01")
    player.wait_for_function(STILL)
    shown = picture(base64.b64decode(player.evaluate(ON_SCREEN)))
    with player.expect_download() as saved:
        player.get_by_role("link", name="Save frame").click()
    assert saved.value.suggested_filename.endswith("-f0049.png")
    taken = apart(picture(saved.value.path().read_bytes()), shown)
    address = f"{player.url.rstrip('/')}/frame.png"
    for number in (48, 50):
        beside = player.request.get(f"{address}?t={number * FRAME:.4f}").body()
        assert taken < apart(picture(beside), shown)


def test_speed_is_chosen(player: Page) -> None:
    """From a quarter to double."""
    speed = player.get_by_role("combobox", name="Speed")
    for rate in ("0.25", "2"):
        speed.select_option(rate)
        assert player.evaluate("document.querySelector('clip-player video').playbackRate") == float(rate)


def test_a_range_loops(player: Page) -> None:
    """In and out by keyboard; what plays stays between them, until the whole clip is wanted again."""
    player.get_by_role("combobox", name="Speed").select_option("0.25")  # a late look sees it not far behind
    go_to(player, 1)
    player.locator("body").press("i")
    go_to(player, 1.5)
    player.keyboard.press("o")
    seen = player.evaluate("""async () => {
      const player = document.querySelector("clip-player"), seen = [];
      player.addEventListener("frame", () => seen.push(player.shown));
      player.toggle();
      while (seen.length < 3 || !seen.some((time, at) => time < seen[at - 1])) await new Promise(requestAnimationFrame);
      return seen;
    }""")
    assert min(seen[1:]) > 1 - FRAME
    assert max(seen) < 2.5  # a busy machine may look late, but nothing plays on to the end
    player.get_by_role("button", name="Loop the whole clip").click()
    assert player.evaluate("document.querySelector('clip-player video').loop")


def in_composer(page: Page, name: str) -> list[str]:
    """Wait for the composer with that reference; its form's parent and edge."""
    expect(page.get_by_role("list", name="Reference images").get_by_role("img")).to_have_attribute(
        "alt", name
    )
    return page.evaluate(
        "['parent', 'edge'].map((name) => document.getElementById('composer').elements[name].value)"
    )


def test_use_frame_lands_in_the_composer(player: Page, take: str) -> None:
    """The picture on the screen is the reference, this take the parent, and the request can be sent."""
    go_to(player, 1.25)
    expect(timecode(player)).to_have_text("00:00:01:06")
    player.get_by_role("button", name="Use frame").click()
    assert in_composer(player, "frame 30.png") == [take, "frame"]
    composer = Composer(player).arrived()
    expect(composer.page.locator("#mode")).to_have_text("Image → video")
    expect(composer.code).to_contain_text("upload:frame 30.png")
    made = composer.generate()
    expect(made).to_have_attribute("data-state", re.compile("queued|submitting|running|fetching|ready"))


def test_continue_takes_the_last_frame_without_script(visitors: Visitors, take: str) -> None:
    """A plain button; the clip of 4 s at 24 frames a second ends with frame 95."""
    page = visitors.new(java_script_enabled=False).new_page()
    page.goto(f"/generations/{take}/")
    expect(page.get_by_role("button", name="Use frame")).to_be_hidden()
    page.get_by_role("button", name="Continue from last frame").click()
    expect(page.get_by_role("img", name="frame 95.png")).to_have_count(1)
    assert page.locator("#descent [name=parent]").get_attribute("value") == take
    assert page.locator("#descent [name=edge]").get_attribute("value") == "continue"
