"""The main job: from a prompt to a clip that plays in the page."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.composer import BOAT, Composer, expect_state
from tests.browser.conftest import Visitors

# Resolves once the video has a picture, has jumped, and has moved on from there.
WATCH = """async (video) => {
  const settle = (name, done) => done ? null : new Promise((go) => video.addEventListener(name, go, { once: true }));
  await settle("loadeddata", video.readyState >= 2);
  video.pause();
  const seeked = settle("seeked", false);
  video.currentTime = 2;
  await seeked;
  const jumped = video.currentTime;
  const look = (go) => () => video.currentTime !== jumped && go(true);
  const moved = new Promise((go) => video.addEventListener("timeupdate", look(go)));
  await video.play();
  const size = [video.videoWidth, video.videoHeight];
  return { seekable: video.seekable.end(0), jumped, moved: await moved, size };
}"""


@pytest.fixture
def composer(page: Page) -> Composer:
    """The page at `/` in a fresh profile."""
    return Composer(page).open_boat()


def test_a_prompt_becomes_a_clip_without_a_reload(composer: Composer) -> None:
    """The card stands there at once, and the video takes its place in the same document, our own copy, seekable."""
    composer.prompt.fill("A lighthouse in fog")
    composer.choose("Aspect ratio", "9:16")
    composer.page.evaluate("window.sameDocument = true")
    take = composer.generate()
    assert composer.page.evaluate("document.activeElement?.id") != "result"
    expect_state(take, "ready")
    video = take.locator("video")
    expect(video).to_have_count(1)
    name = take.get_attribute("id").removeprefix("generation-")
    assert video.get_attribute("src").startswith(f"/generations/{name}/")
    seen = video.evaluate(WATCH)
    assert seen["seekable"] == pytest.approx(4, abs=0.3)
    assert seen["jumped"] == pytest.approx(2, abs=0.2)
    assert seen["moved"]
    assert seen["size"] == [720, 1280]
    assert composer.page.evaluate("window.sameDocument")


def test_the_card_stands_there_right_after_the_click(composer: Composer) -> None:
    """Before the gateway has been asked; it has a permanent address. The budget itself is `make bench`'s."""
    composer.page.evaluate("""() => {
      const card = () => document.querySelector("#result [data-state]"), before = card()?.id;
      const look = () => card() && card().id !== before && (window.first ??= card().dataset.state);
      new MutationObserver(look).observe(document.getElementById("result"), { childList: true, subtree: true });
    }""")
    take = composer.generate()
    expect(take.get_by_role("link", name="Open the take")).to_have_attribute(
        "href", f"/generations/{take.get_attribute('id').removeprefix('generation-')}/"
    )
    assert composer.page.evaluate("window.first") == "queued"


def test_the_next_take_can_be_made_at_once(composer: Composer) -> None:
    """The answer carries the next token, and the form stays as it was."""
    first, second = composer.generate().get_attribute("id"), composer.generate().get_attribute("id")
    assert first != second
    assert composer.prompt.input_value() == BOAT
    for name in (first, second):
        expect(composer.page.locator(f"#{name.replace('generation', 'tile')}")).to_have_count(1)


def test_a_reload_and_another_browser_show_the_same_take(composer: Composer, visitors: Visitors) -> None:
    """Nothing of a run lives in the page alone."""
    take = composer.generate()
    name = take.get_attribute("id")
    composer.page.reload()
    expect(composer.page.locator(f"#{name}")).to_have_count(1)
    elsewhere = visitors.new().new_page()
    elsewhere.goto(f"/generations/{name.removeprefix('generation-')}/")
    expect_state(elsewhere.locator(f"#{name}"), "ready")
    expect_state(composer.page.locator(f"#{name}"), "ready")


def test_a_take_tells_its_exact_request(composer: Composer) -> None:
    """The page of a take shows the bytes that were sent: those of the preview, then our own id as the last key."""
    composer.prompt.fill('Quotes " and a\nline break, 你好 🎬 [empty]')
    shown = composer.code.text_content()
    take = composer.generate()
    expect_state(take, "failed")
    name = take.get_attribute("id").removeprefix("generation-")
    told = composer.page.request.get(f"/generations/{name}.json").json()
    assert told["request_body"] == f'{shown[:-2]},\n  "client_business_id": "{name}"\n}}'
    composer.page.goto(f"/generations/{name}/")
    assert composer.page.locator("#request-body").text_content() == told["request_body"]


def test_the_download_is_a_file_with_a_readable_name(composer: Composer, tmp_path: Path) -> None:
    """A designer finds the clip again in the downloads folder."""
    take = composer.generate()
    expect_state(take, "ready")
    with composer.page.expect_download() as waiting:
        take.get_by_role("link", name="Download").click()
    waiting.value.save_as(tmp_path / "clip.mp4")
    assert waiting.value.suggested_filename.startswith("A-paper-boat-on")
    assert (tmp_path / "clip.mp4").read_bytes()[4:8] == b"ftyp"
