"""One panel: a source video makes it an edit, and nobody picks a mode."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.composer import Composer, expect_state, picture
from tests.browser.conftest import Visitors
from tests.build import CLIP

EDITOR = "gemini-omni-flash-preview-official"


@pytest.fixture
def composer(page: Page) -> Composer:
    """The page at `/` in a fresh profile."""
    return Composer(page).open_boat()


def request_of(composer: Composer) -> dict:
    """The request in the box."""
    return composer.code.evaluate("(code) => JSON.parse(code.textContent)")


def sources(composer: Composer):
    """The source videos of the form."""
    return composer.page.get_by_role("list", name="Source video").get_by_role("listitem")


def attach_clip(composer: Composer) -> None:
    """Browse for the sample clip; returns when it is there."""
    composer.page.get_by_label("Add file: Source video").set_input_files(CLIP)
    expect(sources(composer)).to_have_count(1)


def test_a_source_video_makes_the_request_an_edit(composer: Composer) -> None:
    """The other model with its video and task, no ratio; the mode, the button and the price follow, in words."""
    attach_clip(composer)
    asked = request_of(composer)
    assert list(asked) == ["model", "prompt", "duration", "resolution", "video_list", "metadata"]
    assert (asked["model"], asked["metadata"]) == (EDITOR, {"task": "edit"})
    assert asked["video_list"] == [{"video_url": "upload:sample.mp4"}]
    expect(composer.page.locator("#mode")).to_have_text("Edit video")
    expect(composer.page.get_by_text("The request goes to Gemini Omni Flash Official")).to_be_visible()
    expect(composer.page.get_by_role("radiogroup", name="Aspect ratio")).to_be_hidden()
    expect(composer.page.locator("#generate-label")).to_have_text("4 s · 720p · ≈ 12 credits")


def test_removing_it_returns_to_before(composer: Composer, tmp_path: Path) -> None:
    """Ratio, resolution and images that waited unsent are in the request again, as they were."""
    composer.files.set_input_files(picture(tmp_path, "hat.png"))
    expect(composer.references).to_have_count(1)
    composer.choose("Aspect ratio", "9:16")
    before = composer.code.text_content()
    attach_clip(composer)
    assert "image_urls" not in request_of(composer)
    composer.page.get_by_role("button", name="Remove sample.mp4").press("Enter")
    assert composer.code.text_content() == before
    expect(composer.page.locator("#generate-label")).to_contain_text("4 s · 9:16 · 720P · ≈")


def test_an_edit_runs_and_opens_the_same_form_again(composer: Composer) -> None:
    """From the click to the clip; "Remix" brings the video along."""
    attach_clip(composer)
    take = composer.generate()
    expect_state(take, "ready")
    take.get_by_role("link", name="Remix").click()
    composer.page.wait_for_url("**/?from=*")
    expect(sources(composer)).to_have_count(1)
    assert request_of(composer)["video_list"] == [{"video_url": "upload:sample.mp4"}]
    expect(composer.page.get_by_role("combobox", name="Model")).to_have_value("gemini_omni_flash")


def test_any_clip_of_history_is_a_source(composer: Composer) -> None:
    """From the panel's own list, and by the link on a finished take."""
    take = composer.generate()
    expect_state(take, "ready")
    composer.page.reload()
    composer.arrived().page.get_by_text("From history").click()
    composer.page.locator("[data-take]").first.click()
    expect(sources(composer)).to_have_count(1)
    assert request_of(composer)["model"] == EDITOR
    composer.result.get_by_role("link", name="Edit this video").click()
    composer.page.wait_for_url("**/?edit=*")
    expect(sources(composer)).to_have_count(1)
    assert request_of(composer)["video_list"][0]["video_url"].startswith("upload:")


def test_an_address_is_a_source_too(composer: Composer) -> None:
    """Typed, with Enter."""
    composer.page.get_by_text("By address", exact=True).click()
    field = composer.page.get_by_role("textbox", name="Source video by address")
    field.fill("https://films.example/walk.mp4")
    field.press("Enter")
    expect(sources(composer)).to_have_count(1)
    assert request_of(composer)["video_list"] == [{"video_url": "https://films.example/walk.mp4"}]


def test_what_is_no_video_is_refused_beside_its_list(
    composer: Composer, visitors: Visitors, tmp_path: Path
) -> None:
    """The words name the file; the request stays Gemini's own."""
    visitors.tolerate("422")
    composer.page.get_by_label("Add file: Source video").set_input_files(picture(tmp_path, "still.png"))
    expect(composer.page.get_by_role("group", name="Source video")).to_contain_text(
        "still.png is not a video"
    )
    assert request_of(composer)["model"] == "gemini_omni_flash"


def test_quick_prompts_follow_the_clip(composer: Composer) -> None:
    """With a clip they say what to do to it, and fill in words only; without it they are the panel's own again."""
    groups = composer.page.locator("quick-prompts:visible summary")
    before = groups.all_text_contents()
    attach_clip(composer)
    expect(composer.page.locator("quick-prompts[data-turned]")).to_be_visible()
    assert groups.all_text_contents() != before
    asked = request_of(composer)
    groups.first.click()
    composer.page.locator("quick-prompts[data-turned] a:visible").first.click()
    filled = request_of(composer)
    assert filled["prompt"] != asked["prompt"]
    assert {**filled, "prompt": ""} == {**asked, "prompt": ""}
    composer.page.get_by_role("button", name="Remove sample.mp4").press("Enter")
    expect(composer.page.locator("quick-prompts[data-turned]")).to_be_hidden()
    assert groups.all_text_contents() == before
