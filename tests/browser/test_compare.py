"""Compare: takes side by side on one clock, with everything that is set written in the address."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.composer import BOAT, Composer, expect_state
from tests.browser.conftest import Visitors
from tests.browser.looking import two_ways, violations
from tests.browser.test_frame import SPILLS
from tests.integration.installation import Installation

FRAME = 1 / 24
# For so many seconds of running: how far apart the clips are, in seconds, each time the page is drawn.
DRIFT = """async (seconds) => {
  const videos = [...document.querySelectorAll(".pane video")];
  const apart = [];
  const shown = videos.map(() => 0);
  const count = (at) =>
    videos[at].requestVideoFrameCallback((now, { presentedFrames }) => ((shown[at] = presentedFrames), count(at)));
  videos.forEach((video, at) => count(at));
  for (let run = 0, last = performance.now(); run < seconds * 1000; ) {
    const now = await new Promise(requestAnimationFrame);
    if (videos.every((video) => !video.paused && !video.ended)) {
      const began = performance.now();
      const places = videos.map((video) => video.currentTime);
      // Who lost the processor between two readings has read of two moments
      if (performance.now() - began < 5) apart.push(Math.max(...places) - Math.min(...places));
      run += Math.min(now - last, 100);
    }
    last = now;
  }
  return { apart, shown };
}"""
PLACES = "() => [...document.querySelectorAll('.pane video')].map((video) => video.currentTime)"


def made_of(browser: Browser, product: Installation, *wanted: dict[str, object]) -> list[str]:
    """Ids of finished takes with these settings."""
    page = browser.new_page(base_url=f"http://127.0.0.1:{product.port}", locale="en-US")
    made = []
    for choices in wanted:
        composer = Composer(page).open("?" + urlencode({"prompt": BOAT, **choices}))
        take = composer.generate()
        expect_state(take, "ready")
        made.append(take.get_attribute("data-live"))
    page.close()
    return made


@pytest.fixture(scope="module")
def takes(browser: Browser, product: Installation) -> list[str]:
    """Ids of two finished takes of other shape and length."""
    return made_of(browser, product, {"duration": 4}, {"duration": 6, "aspect_ratio": "9:16"})


def compare(page: Page, takes: list[str], **state: object) -> None:
    """Open the comparison; its clips have their first picture."""
    page.goto("/compare/?" + urlencode([("g", take) for take in takes] + list(state.items()), doseq=True))
    page.wait_for_function(
        "() => [...document.querySelectorAll('.pane video')].every((v) => v.readyState > 2 && !v.seeking)"
    )


def state(page: Page) -> dict[str, list[str]]:
    """What the address says."""
    return parse_qs(urlsplit(page.url).query)


def test_the_clips_drift_less_than_a_frame(page: Page, takes: list[str]) -> None:
    """One button plays both; for two seconds they are never a frame apart, and both really show pictures."""
    compare(page, takes)
    page.get_by_role("button", name="Play").click()
    measured = page.evaluate(DRIFT, 2)
    assert len(measured["apart"]) > 10
    assert max(measured["apart"]) < FRAME
    assert min(measured["shown"]) > 5


def test_what_is_asked_before_the_clips_are_there_is_done(page: Page, takes: list[str]) -> None:
    """A press of Play that comes before the first pictures plays both, from where the address says."""
    held: list[Route] = []
    page.route("**/clip.mp4", lambda route: route.continue_() if is_open else held.append(route))
    is_open = False
    said = [("g", take) for take in takes] + [("at", 1), ("speed", 0.25)]
    page.goto("/compare/?" + urlencode(said), wait_until="domcontentloaded")
    page.get_by_role("button", name="Play").click()
    is_open = True
    for route in held:
        route.continue_()
    page.wait_for_function(f"() => ({PLACES})().every((place) => place > 1.1 && place < 4)")


def test_a_stop_leaves_both_on_the_same_picture(page: Page, takes: list[str]) -> None:
    """Paused and stepped they stand on one moment to the thousandth, and the address names it."""
    compare(page, takes, speed="0.25")  # a busy machine has time to stop it before an end
    play = page.get_by_role("button", name="Play")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("() => document.querySelector('.pane video').currentTime > 0.5")
    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-pressed", "false")
    expect(page).to_have_url(re.compile(r"at=[0-9.]+"))
    stopped = page.url
    page.keyboard.press(".")
    expect(page).not_to_have_url(stopped)
    one, other = page.evaluate(PLACES)
    assert abs(one - other) < 0.001
    assert float(state(page)["at"][0]) == pytest.approx(one - FRAME / 2, abs=0.002)


def test_frames_are_stepped_by_keyboard(page: Page, takes: list[str]) -> None:
    """`.` and `,` go one frame on and back, arrows on the position do the same, and the timecode says so."""
    compare(page, takes)
    page.locator("body").press(".")
    page.locator("body").press(".")
    time = page.locator("[data-time]")
    expect(time).to_have_text("00:00:00:02")
    page.keyboard.press(",")
    expect(time).to_have_text("00:00:00:01")
    page.get_by_role("slider", name="Position").press("ArrowRight")
    expect(time).to_have_text("00:00:00:02")
    assert page.evaluate(PLACES) == pytest.approx([2.5 * FRAME] * 2, abs=0.002)


def test_the_longer_clip_plays_on_and_then_both_begin_again(page: Page, takes: list[str]) -> None:
    """The shorter one stands on its last picture."""
    compare(page, takes, at=3.5)
    page.get_by_role("button", name="Play").click()
    short = page.wait_for_function(f"() => (([one, other]) => other > 4.3 && one)(({PLACES})())").json_value()
    assert short == pytest.approx(4, abs=0.1)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.pane video')].every((v) => v.currentTime < 3)"
    )


def test_trim_moves_one_clip_against_the_other(page: Page, takes: list[str]) -> None:
    """Twelve frames left out of B: it is half a second ahead, still and running."""
    compare(page, takes)
    page.get_by_role("spinbutton", name="Frames to leave out at the start of B").fill("12")
    page.wait_for_function("() => document.querySelectorAll('.pane video')[1].currentTime > 0.4")
    page.keyboard.press("Enter")
    one, other = page.evaluate(PLACES)
    assert other - one == pytest.approx(0.5, abs=0.001)
    page.get_by_role("button", name="Play").click()
    apart = page.evaluate(DRIFT, 1)["apart"]
    assert all(abs(each - 0.5) < FRAME for each in apart)
    assert state(page)["trim"] == ["0", "12"]


def test_one_clip_is_heard_or_none(page: Page, takes: list[str]) -> None:
    """Choosing B's sound opens B and closes A."""
    compare(page, takes)
    muted = "() => [...document.querySelectorAll('.pane video')].map((video) => video.muted)"
    assert page.evaluate(muted) == [True, True]
    sound = page.get_by_role("radiogroup", name="Sound")
    sound.get_by_role("radio", name="B").check()
    assert page.evaluate(muted) == [True, False]
    sound.get_by_role("radio", name="A").check()
    assert page.evaluate(muted) == [False, True]


def test_the_wipe_is_moved_by_hand_and_by_keyboard(page: Page, takes: list[str]) -> None:
    """Both lie in one frame, and the line is where it was put."""
    compare(page, takes)
    page.get_by_role("radio", name="Wipe").check()
    line = page.get_by_role("slider", name="Wipe between A and B")
    expect(line).to_have_attribute("aria-valuenow", "50")
    line.press("ArrowLeft")
    line.press("PageDown")
    expect(line).to_have_attribute("aria-valuenow", "39")
    box = page.locator(".screens").bounding_box()
    place = line.bounding_box()
    page.mouse.move(place["x"] + place["width"] / 2, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 60, steps=3)
    page.mouse.up()
    expect(line).to_have_attribute("aria-valuenow", re.compile(r"^7[45]"))
    clip = page.locator(".pane").nth(1).evaluate("(pane) => getComputedStyle(pane).clipPath")
    assert re.fullmatch(r"inset\(0(px)? 0(px)? 0(px)? 7[45][0-9.]*%\)", clip)
    assert state(page)["mode"] == ["wipe"]


def test_the_whole_state_is_in_the_address(visitors: Visitors, page: Page, takes: list[str]) -> None:
    """Somebody else who opens it sees the same: view, line, sound, trims, speed and moment."""
    wanted = {"at": "1.250", "speed": "0.5", "sound": "A", "mode": "wipe", "split": "30", "trim": ["3", "0"]}
    compare(page, takes, **wanted)
    page.get_by_role("combobox", name="Speed").select_option("0.25")
    expect(page).to_have_url(re.compile("speed=0.25"))
    other = visitors.new().new_page()
    other.goto(page.url)
    expect(other.locator("[data-time]")).to_have_text("00:00:01:06")
    expect(other.get_by_role("combobox", name="Speed")).to_have_value("0.25")
    expect(other.get_by_role("radio", name="A", exact=True)).to_be_checked()
    expect(other.get_by_role("radio", name="Wipe")).to_be_checked()
    expect(other.get_by_role("slider", name="Wipe between A and B")).to_have_attribute("aria-valuenow", "30")
    assert other.evaluate(PLACES)[0] == pytest.approx(1.25 + 3 * FRAME + FRAME / 2, abs=0.002)
    assert state(other) == {**wanted, "speed": ["0.25"]} | {
        k: [v] for k, v in wanted.items() if isinstance(v, str) and k != "speed"
    } | {"g": takes}


def test_takes_are_collected_across_pages(page: Page, takes: list[str]) -> None:
    """ "Compare" on two takes' pages, then one click opens both side by side."""
    for take in takes:
        page.goto(f"/generations/{take}/")
        page.get_by_role("link", name="Compare", exact=True).click()
    tray = page.get_by_role("region", name="To compare")
    expect(tray.get_by_role("listitem")).to_have_count(2)
    tray.get_by_role("link", name="Compare them").click()
    expect(page.locator(".pane video")).to_have_count(2)
    assert state(page)["g"] == takes
    page.goto("/generations/")
    expect(tray).to_be_visible()
    tray.get_by_role("button", name="Clear").click()
    expect(tray).to_be_hidden()


def test_without_script_each_clip_has_its_own_controls(visitors: Visitors, takes: list[str]) -> None:
    """The clips, prompts and parameters are there; what only a script can do is not offered."""
    page = visitors.new(java_script_enabled=False).new_page()
    page.goto("/compare/?" + urlencode([("g", take) for take in takes]))
    expect(page.locator(".pane video[controls]")).to_have_count(2)
    expect(page.get_by_role("button", name="Play")).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()


def test_a_comparison_has_no_violation(visitors: Visitors, takes: list[str]) -> None:
    """Wide and on a phone, where nothing spills over the edge; side by side and with the wipe."""
    page = visitors.new().new_page()
    for view, _ in zip(("side", "wipe"), two_ways(page), strict=True):
        compare(page, takes, mode=view)
        assert violations(page) == []
        assert page.evaluate(SPILLS) <= 0
