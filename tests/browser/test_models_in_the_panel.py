"""Another model for the same form: what goes along, what is said, and the fields of every kind."""

import pytest
from playwright.sync_api import Page, expect

from playground.catalogue import video_models
from tests.browser.composer import Composer
from tests.browser.conftest import Visitors
from tests.browser.looking import comes

OTHER = "gemini_omni_flash_preview_official"


@pytest.fixture
def composer(page: Page) -> Composer:
    """The page at `/` in a fresh profile."""
    return Composer(page).open("?prompt=A+red+fox&duration=10&resolution=1080p")


def request_of(composer: Composer) -> dict:
    """The request in the box."""
    return composer.code.evaluate("(code) => JSON.parse(code.textContent)")


def switch(composer: Composer, slug: str) -> None:
    """Choose a model; returns when its form is there."""
    composer.page.get_by_role("combobox", name="Model").select_option(slug)
    expect(composer.page.locator(f"input[name=model][value='{slug}']")).to_have_count(1)


def test_switching_keeps_what_fits_and_says_the_rest(composer: Composer) -> None:
    """The prompt and the seconds stay, the resolution gives way in words, and the address names the model."""
    words = "Resolution 1080p is not offered by Gemini Omni Flash Official: 720p instead."
    comes(composer.page.locator("#announce"), words, lambda: switch(composer, OTHER))
    asked = request_of(composer)
    assert (asked["prompt"], asked["duration"], asked["resolution"]) == ("A red fox", 10, "720p")
    expect(composer.page.get_by_role("list", name="What the other model changed")).to_have_text(words)
    composer.page.wait_for_url(f"**/?model={OTHER}")


def test_the_keyboard_stays_on_the_picker(composer: Composer) -> None:
    """An arrow key changes the model, and the next one can follow."""
    picker = composer.page.get_by_role("combobox", name="Model")
    picker.focus()
    picker.press("ArrowDown")
    expect(composer.page.locator("#compose [name=model]")).not_to_have_value("gemini_omni_flash")
    expect(picker).to_be_focused()


def test_what_was_written_survives_a_reload_on_another_model(composer: Composer) -> None:
    """The tab keeps the words."""
    switch(composer, OTHER)
    composer.rewrite("A blue fox")
    composer.page.reload()
    expect(composer.prompt).to_have_value("A blue fox")
    assert request_of(composer)["prompt"] == "A blue fox"


def test_a_number_goes_into_the_request_as_typed(composer: Composer) -> None:
    """Whole seconds, and a temperature that stands folded; out of range closes the button in words."""
    switch(composer, OTHER)
    composer.page.get_by_label("Duration").fill("3")
    composer.page.get_by_text("Advanced options").click()
    composer.page.get_by_label("Temperature").fill("0.5")
    asked = request_of(composer)
    assert (asked["duration"], asked["metadata"]) == (3, {"temperature": 0.5})
    composer.page.get_by_label("Duration").fill("30")
    expect(composer.button).to_be_disabled()
    expect(composer.page.locator("#problems")).to_contain_text("Duration lies between 1 and 10.")


def test_every_switch_and_role_of_the_catalogue_works_by_hand(composer: Composer) -> None:
    """A tick or a role changes the request at once, whichever model has one."""
    for model in video_models():
        switches = [p for p in model.parameters if p.kind == "switch" and not p.advanced]
        roles = [p for p in model.parameters if len(p.parts) > 1 and len(p.parts[1].choices) > 1]
        if not switches and not roles:
            continue
        composer.open(f"?model={model.slug}")
        for parameter in switches:
            box = composer.page.get_by_role("switch", name=parameter.label, exact=True)
            before = composer.code.text_content()
            if box.is_enabled():
                box.press("Space")
                expect(composer.code).not_to_have_text(before)
        for parameter in roles:
            _give_a_role(composer, parameter.name, str(parameter.parts[1].choices[-1].value))


def _give_a_role(composer: Composer, name: str, role: str) -> None:
    field = composer.page.locator(f"[data-address='{name}']")
    field.evaluate(
        "(field) => { for (const fold of [field.closest('details')]) if (fold) fold.open = true; }"
    )
    field.fill("https://files.example/one")
    field.press("Enter")
    chosen = composer.page.locator(f"[data-list='{name}'] select").first
    chosen.select_option(role)
    expect(composer.code).to_contain_text(f'"{role}"')


def test_without_script_a_button_switches(visitors: Visitors) -> None:
    """The page comes back with the other model's form, the words still in it."""
    plain = visitors.new(java_script_enabled=False).new_page()
    composer = Composer(plain).open("?prompt=A+red+fox&resolution=1080p")
    plain.get_by_role("combobox", name="Model").select_option(OTHER)
    plain.get_by_role("button", name="Switch").click()
    expect(composer.prompt).to_have_value("A red fox")
    expect(composer.code).to_contain_text('"gemini-omni-flash-preview-official"')
    expect(plain.get_by_role("list", name="What the other model changed")).to_contain_text("720p instead")
