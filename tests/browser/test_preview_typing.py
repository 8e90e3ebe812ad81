"""The request preview while somebody types, chooses and copies."""

import pytest
from playwright.sync_api import expect

from tests.browser.composer import Composer
from tests.browser.conftest import Visitors
from tests.browser.looking import comes

TYPED = 'A "red" fox, 50% \\ snow'
LANGUAGES = ["cURL", "Python", "JavaScript"]


@pytest.fixture
def composer(visitors: Visitors) -> Composer:
    """The page at `/`, allowed to use the clipboard."""
    context = visitors.new(permissions=["clipboard-read", "clipboard-write"])
    return Composer(context.new_page()).open()


def test_every_keystroke_stands_in_the_box(composer: Composer) -> None:
    """The echo waits for nothing: after each key the JSON holds the text so far."""
    composer.prompt.fill("")
    for end in range(1, len(TYPED) + 1):
        composer.prompt.press_sequentially(TYPED[end - 1])
        shown = composer.code.evaluate("(code) => JSON.parse(code.textContent).prompt")
        assert shown == TYPED[:end]


def test_a_choice_stands_in_the_box_and_on_the_button(composer: Composer) -> None:
    """Ten seconds are a JSON number, and the price follows from the server."""
    composer.choose("Duration", "10 s")
    expect(composer.code).to_contain_text('"duration": 10,')
    expect(composer.button).to_contain_text("10 s · 16:9 · 720P · ≈ 20 credits")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_program_holds_the_prompt_and_no_key(composer: Composer, language: str) -> None:
    """It reads the key from the environment, and follows the form like the JSON does."""
    composer.preview.get_by_role("tab", name=language).click()
    expect(composer.code).to_contain_text("TOAPIS_API_KEY")
    composer.prompt.fill("Exactly this prompt")
    expect(composer.code).to_contain_text("Exactly this prompt")
    assert "sk-" not in composer.code.text_content()


def test_the_tabs_are_walked_by_arrow_keys(composer: Composer) -> None:
    """One stop for Tab, arrows inside, as the pattern for tabs has it."""
    composer.preview.get_by_role("tab", name="JSON").focus()
    for language in [*LANGUAGES, "JSON"]:
        composer.page.keyboard.press("ArrowRight")
        expect(composer.preview.get_by_role("tab", name=language)).to_be_focused()
        expect(composer.preview.get_by_role("tab", name=language)).to_have_attribute("aria-selected", "true")


def test_copy_puts_the_shown_text_on_the_clipboard(composer: Composer) -> None:
    """What is copied is what is shown, and the button says that it was done."""
    composer.prompt.fill("Copy me\nwith a line break")
    comes(composer.preview, "Copied", composer.preview.get_by_role("button", name="Copy").click)
    copied = composer.page.evaluate("navigator.clipboard.readText()")
    assert copied == composer.code.text_content()


def test_an_empty_prompt_closes_the_button_with_its_reason(composer: Composer) -> None:
    """Disabled only with the reason as its description."""
    composer.prompt.fill("")
    expect(composer.button).to_be_disabled()
    reason = composer.page.locator("#problems li").first.text_content()
    assert reason
    expect(composer.button).to_have_accessible_description(reason)
    composer.prompt.fill("A fox")
    expect(composer.button).to_be_enabled()


def test_the_counter_counts_code_points(composer: Composer) -> None:
    """As the gateway counts, and over the limit the button closes in words."""
    composer.prompt.fill("🎬你a")
    expect(composer.page.locator("prompt-counter")).to_have_text("3 / 1200")
    composer.prompt.fill("x" * 1201)
    expect(composer.button).to_be_disabled()
    expect(composer.page.locator("#problems")).to_contain_text("1200")


def test_a_quick_prompt_fills_the_form(composer: Composer) -> None:
    """A click fills prompt and settings of the form that is open, and the box follows."""
    composer.page.locator("quick-prompts summary").first.click()
    link = composer.page.locator("quick-prompts a").nth(1)
    wanted = link.locator("> span").text_content()
    link.click()
    expect(composer.prompt).to_have_value(wanted)
    expect(composer.code).to_contain_text(wanted[:20])
