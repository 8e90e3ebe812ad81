"""The request as text: what is typed or pasted there becomes the form, and what it says is what is sent."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.composer import Composer

KLING = '{"model": "kling-v3", "prompt": "A red kite", "duration": 10}'


@pytest.fixture
def composer(page: Page) -> Composer:
    """The page at `/` in a fresh profile."""
    return Composer(page).open("?prompt=A+red+fox")


def editor(composer: Composer) -> Locator:
    """Open the editor; what stands in it has been read."""
    composer.preview.get_by_role("button", name="Edit JSON").click()
    area = composer.preview.get_by_role("textbox", name="Request JSON")
    expect(composer.page.locator("#generate-json")).to_be_empty()
    return area


def request_of(composer: Composer) -> dict:
    """The request in the box."""
    return composer.code.evaluate("(code) => JSON.parse(code.textContent)")


def test_the_form_follows_without_moving_the_caret(composer: Composer) -> None:
    """Typing in the text changes the form, another model too; the text stays what it is and keeps the keyboard."""
    area = editor(composer)
    area.evaluate(
        "(area) => area.setSelectionRange(area.value.indexOf('red'), area.value.indexOf('red') + 3)"
    )
    composer.page.keyboard.type("blue")
    expect(composer.prompt).to_have_value("A blue fox")
    expect(area).to_be_focused()
    caret = area.evaluate("(area) => area.value.slice(0, area.selectionStart)")
    assert caret.endswith('"A blue')
    area.fill(KLING)
    expect(composer.page.locator("#compose [name=model]")).to_have_value("kling-v3")
    expect(area).to_have_value(KLING)
    expect(area).to_be_focused()
    composer.preview.get_by_role("button", name="Show preview").click()
    expect(composer.code).to_have_count(1)
    assert request_of(composer)["model"] == "kling-v3"


def test_an_unknown_field_is_marked_and_sent(composer: Composer) -> None:
    """It is named on its line and under the preview, and the take's request holds it."""
    area = editor(composer)
    asked = {**json.loads(area.input_value()), "duration": 4, "seed": 7, "metadata": {"look": [1, 2.5]}}
    area.fill(json.dumps(asked, indent=2))
    marks = composer.page.locator("#json-marks li")
    expect(marks).to_have_count(2)
    expect(marks.first).to_contain_text("seed is not known to this model; it is sent as it stands.")
    composer.preview.get_by_role("button", name="Show preview").click()
    expect(composer.preview).to_contain_text("metadata.look is not known to this model")
    composer.open()  # the tab keeps it
    shown = composer.code.text_content()
    assert json.loads(shown) == asked
    take = composer.generate()
    pk = take.get_attribute("id").removeprefix("generation-")
    body = composer.page.request.get(f"/generations/{pk}.json").json()["request"]
    body.pop("client_business_id", None)
    assert (body, list(body)) == (asked, list(asked))


def test_a_broken_rule_is_mended_by_its_button(composer: Composer) -> None:
    """The line, the words, and a button that puts in the value that is allowed."""
    area = editor(composer)
    area.fill('{\n  "prompt": "🎬 fox",\n  "resolution": "720p",\n  "duration": 7\n}')
    marks = composer.page.locator("#json-marks li")
    expect(marks).to_have_count(2)
    expect(marks.nth(1)).to_contain_text("4")
    expect(composer.button).to_be_disabled()
    composer.page.get_by_role("button", name='Use "720P"').click()
    expect(marks).to_have_count(1)
    marks.get_by_role("button").click()
    expect(marks).to_have_count(0)
    assert json.loads(area.input_value()) == {"prompt": "🎬 fox", "resolution": "720P", "duration": 6}
    expect(composer.button).to_be_enabled()


def test_a_pasted_command_fills_the_form_without_its_key(composer: Composer) -> None:
    """The text becomes the request, and the key is nowhere on the page."""
    area = editor(composer)
    command = "curl https://example.com/v1/videos/generations \\\n  -H 'Authorization: Bearer sk-secret' \\\n"
    area.fill(
        command + """  -d '{"model": "gemini_omni_flash", "prompt": "It'\\''s raining", "duration": 10}'"""
    )
    expect(composer.prompt).to_have_value("It's raining")
    asked = {"model": "gemini_omni_flash", "prompt": "It's raining", "duration": 10}
    expect(area).to_have_value(json.dumps(asked, indent=2))
    expect(area).to_be_focused()
    expect(composer.page.locator(".told")).to_contain_text("The key in the command was left out.")
    assert "sk-secret" not in composer.page.content()


def test_a_slip_loses_nothing(composer: Composer) -> None:
    """Line and column are said, the button is closed with that reason, the form stays, the text comes back."""
    area = editor(composer)
    area.fill('{\n  "prompt": "A green fox",\n}')
    reason = "Line 2, column 26: After the last one there must be no comma."
    expect(composer.page.locator("#generate-json")).to_have_text(reason)
    expect(composer.button).to_be_disabled()
    expect(composer.button).to_have_accessible_description(reason)
    expect(composer.prompt).to_have_value("A red fox")
    composer.preview.get_by_role("button", name="Show preview").click()
    expect(composer.button).to_be_enabled()
    assert request_of(composer)["prompt"] == "A red fox"
    composer.preview.get_by_role("button", name="Edit JSON").click()
    expect(area).to_have_value('{\n  "prompt": "A green fox",\n}')


def test_only_what_changed_is_shown(composer: Composer) -> None:
    """Against the untouched form; the request itself stays whole."""
    composer.choose("Duration", "10 s")
    toggle = composer.preview.get_by_role("button", name="Only what changed")
    toggle.click()
    assert request_of(composer) == {"prompt": "A red fox", "duration": 10}
    composer.prompt.fill("A blue fox")
    assert request_of(composer)["prompt"] == "A blue fox"
    toggle.click()
    assert request_of(composer)["aspect_ratio"] == "16:9"


def test_the_text_follows_the_form(composer: Composer) -> None:
    """Both wheels steer: a choice in the form is in the text at once."""
    area = editor(composer)
    composer.choose("Aspect ratio", "9:16")
    expect(area).to_have_value(composer.code.text_content())
    assert json.loads(area.input_value())["aspect_ratio"] == "9:16"


def test_an_items_own_fields_stay_with_it(composer: Composer) -> None:
    """An item removed in the form takes its unknown fields along, and no others'; undo brings both back."""
    area = editor(composer)
    places = [{"image_url": f"https://example.com/{name}.png", "weight": name} for name in "abc"]
    asked = {"model": "kling-v3-omni", "prompt": "A kite", "metadata": {"image_list": places}}
    area.fill(json.dumps(asked))
    expect(composer.page.locator("#compose [name=model]")).to_have_value("kling-v3-omni")
    composer.preview.get_by_role("button", name="Show preview").click()
    tray = composer.page.locator("[data-list=image_list]")
    tray.locator("[data-remove]").first.click()
    assert request_of(composer)["metadata"]["image_list"] == places[1:]
    shown = composer.code.text_content()
    expect(composer.page.locator("#server-request")).to_have_text(shown)
    composer.page.get_by_role("button", name="Undo").click()
    assert request_of(composer)["metadata"]["image_list"] == places


def test_what_is_gone_is_named_beside_what_changed(composer: Composer) -> None:
    """A field of the take one started from that is not sent any more; only while nothing but changes is shown."""
    area = editor(composer)
    area.fill('{"prompt": "A red fox", "seed": 7, "metadata": {"look": 1, "tone": 2}}')
    expect(composer.page.locator("#json-marks li")).to_have_count(3)
    composer.preview.get_by_role("button", name="Show preview").click()
    composer.generate()
    composer.preview.get_by_role("button", name="Edit JSON").click()
    area.fill('{"prompt": "A red fox", "metadata": {"tone": 2}}')
    expect(composer.page.locator("#json-marks li")).to_have_count(1)
    composer.preview.get_by_role("button", name="Show preview").click()
    gone = composer.preview.get_by_text("No longer there: seed, metadata.look")
    expect(gone).to_have_count(0)
    composer.preview.get_by_role("button", name="Only what changed").click()
    expect(gone).to_be_visible()
    assert request_of(composer) == {}
    composer.preview.get_by_role("button", name="Only what changed").click()
    expect(gone).to_be_hidden()


def test_an_input_method_is_not_disturbed(composer: Composer) -> None:
    """While it composes nothing is read or replaced, an answer on its way neither; the chosen word is read at once."""
    area = editor(composer)
    line = composer.page.context.new_cdp_session(composer.page)
    area.evaluate("(area) => { const at = area.value.indexOf('red'); area.setSelectionRange(at, at + 3); }")
    reads: list[str] = []
    composer.page.on("request", lambda r: r.url.endswith("/request/") and reads.append(r.post_data or ""))
    composer.page.keyboard.type("big ")  # its reading is due while the composition begins
    for text in ("h", "ho", "hong"):
        composed = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        line.send("Input.imeSetComposition", composed)
    composer.page.wait_for_timeout(600)
    expect(area).to_have_value(re.compile("A big hong fox"))
    assert not any("hong" in read for read in reads)
    expect(composer.button).to_be_disabled()
    line.send("Input.insertText", {"text": "红"})
    expect(composer.prompt).to_have_value("A big 红 fox")
    expect(composer.button).to_be_enabled()
    expect(area).to_be_focused()
