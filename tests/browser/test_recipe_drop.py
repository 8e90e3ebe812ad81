"""A clip is its own recipe: downloaded, dropped on a composer, and everything is back."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.composer import BOAT, Composer, expect_state, picture
from tests.browser.conftest import Visitors

SAMPLE = Path(__file__).resolve().parents[2] / "static" / "sample" / "sample.mp4"
DROP = """(target, { name, type, bytes }) => {
  const carried = new DataTransfer();
  carried.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type }));
  target.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried }));
}"""


def drop(composer: Composer, file: Path, kind: str = "video/mp4") -> None:
    """Let a file fall on the form beside the tray."""
    content = base64.b64encode(file.read_bytes()).decode()
    composer.button.evaluate(DROP, {"name": file.name, "type": kind, "bytes": content})


@pytest.fixture
def composer(page: Page) -> Composer:
    """The page at `/` in a fresh profile."""
    return Composer(page).open_boat()


@pytest.fixture
def clip(composer: Composer, tmp_path: Path) -> Path:
    """A clip as the link "Download" saves it, made of a prompt, a reference and settings."""
    composer.files.set_input_files(picture(tmp_path, "boat.png"))
    expect(composer.references).to_have_count(1)
    composer.choose("Aspect ratio", "9:16")
    take = composer.generate()
    expect_state(take, "ready")
    composer.page.goto(f"/generations/{take.get_attribute('data-live')}/")
    with composer.page.expect_download() as saving:
        composer.page.get_by_role("link", name="Download", exact=True).click()
    saving.value.save_as(tmp_path / "clip.mp4")
    return tmp_path / "clip.mp4"


def test_a_downloaded_clip_dropped_on_a_composer_restores_everything(visitors: Visitors, clip: Path) -> None:
    """In another browser: prompt, settings and reference are back, and the request is the same one."""
    fresh = Composer(visitors.new().new_page()).open()
    fresh.rewrite("Something else")
    drop(fresh, clip)
    expect(fresh.prompt).to_have_value(BOAT)
    expect(fresh.page.get_by_role("radio", name="9:16")).to_be_checked()
    expect(fresh.page.get_by_role("radio", name="4 s")).to_be_checked()
    expect(fresh.references.locator("img")).to_have_attribute("alt", "boat.png")
    expect(fresh.code).to_contain_text('"upload:boat.png"')
    expect(fresh.page.get_by_text("Restored from the clip's recipe.")).to_be_visible()
    expect(fresh.page.locator("#descent")).to_contain_text("Remix of A paper boat")
    fresh.page.reload()
    expect(fresh.prompt).to_have_value(BOAT)


def test_a_clip_without_a_recipe_is_the_source_of_an_edit(visitors: Visitors, page: Page) -> None:
    """The reason is said below the form, what was typed stays, and the clip lies where this model takes clips."""
    visitors.tolerate("422")
    composer = Composer(page).open()
    composer.rewrite("Something else")
    drop(composer, SAMPLE)
    expect(page.get_by_text("This clip carries no recipe.")).to_be_visible()
    expect(composer.code).to_contain_text('"video_url": "upload:sample.mp4"')
    expect(composer.prompt).to_have_value("Something else")


def test_a_picture_dropped_beside_the_tray_comes_into_it(page: Page, tmp_path: Path) -> None:
    """Anywhere on the form will do."""
    composer = Composer(page).open()
    drop(composer, picture(tmp_path, "sail.png"), "image/png")
    expect(composer.references).to_have_count(1)


def test_without_script_a_clip_is_chosen_on_a_page(visitors: Visitors, clip: Path) -> None:
    """An ordinary form does the same."""
    page = visitors.new(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("link", name="Open a clip's recipe").click()
    page.get_by_label("Clip").set_input_files(clip)
    page.get_by_role("button", name="Open in the composer").click()
    expect(page.get_by_role("textbox", name="Prompt")).to_have_value(BOAT)
    expect(page.get_by_text("Restored from the clip's recipe.")).to_be_visible()


def test_the_choice_to_leave_the_recipe_out_is_remembered(
    composer: Composer, clip: Path, tmp_path: Path
) -> None:
    """Then "Download" saves the clip as it came, and the other way is a link beside it."""
    page = composer.page
    page.get_by_role("button", name="Always leave the recipe out").click()
    expect(page.get_by_role("link", name="Save with recipe")).to_be_visible()
    with page.expect_download() as saving:
        page.get_by_role("link", name="Download").click()
    saving.value.save_as(tmp_path / "plain.mp4")
    assert b'"playground"' in clip.read_bytes()
    assert b'"playground"' not in (tmp_path / "plain.mp4").read_bytes()
