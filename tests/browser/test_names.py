"""The names that assistive technology, and everybody's scripts, can rely on."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.composer import Composer

GROUPS = {
    "Aspect ratio": ["16:9", "9:16"],
    "Duration": ["4 s", "6 s", "10 s"],
    "Resolution": ["720P", "1080p"],
}


@pytest.fixture
def composer(page: Page) -> Composer:
    """The page at `/` in a fresh profile."""
    return Composer(page).open()


@pytest.mark.parametrize("group", GROUPS)
def test_each_setting_is_a_named_radio_group(composer: Composer, group: str) -> None:
    """One group of that name, its radios named as the choices are."""
    found = composer.page.get_by_role("radiogroup", name=group, exact=True)
    expect(found).to_have_count(1)
    radios = found.get_by_role("radio")
    expect(radios).to_have_count(len(GROUPS[group]))
    for radio, label in zip(radios.all(), GROUPS[group], strict=True):
        expect(radio).to_have_accessible_name(label)


def test_the_prompt_and_the_file_input_have_their_names(composer: Composer) -> None:
    """One textbox "Prompt", one file input "Add reference images"."""
    expect(composer.prompt).to_have_count(1)
    files = composer.page.get_by_label("Add reference images")
    expect(files).to_have_count(1)
    expect(files).to_have_accessible_name("Add reference images")


def test_the_button_says_what_it_will_do_and_cost(composer: Composer) -> None:
    """Exactly one button starts with Generate; the simulator's price table makes it an estimate in credits."""
    expect(composer.button).to_have_count(1)
    expect(composer.button).to_have_accessible_name(re.compile(r"^Generate 6 s · 16:9 · 720P · ≈ 12 credits"))


def test_the_preview_holds_one_code_element(composer: Composer) -> None:
    """In every language of the snippets it is the same one."""
    expect(composer.preview).to_have_count(1)
    expect(composer.code).to_have_count(1)
    for tab in composer.preview.get_by_role("tab").all():
        tab.click()
        expect(composer.code).to_have_count(1)


def test_the_result_and_the_places_are_named(composer: Composer) -> None:
    """Region "Result"; one link each "History" and "Models"."""
    expect(composer.result).to_have_count(1)
    for name in ("History", "Models"):
        expect(composer.page.get_by_role("link", name=name, exact=True)).to_have_count(1)


def test_strip_items_and_the_sample_carry_no_state(composer: Composer) -> None:
    """Only the root of a take has data-state, once per page."""
    take = composer.generate()
    expect(composer.page.locator("[data-state]")).to_have_count(1)
    expect(composer.page.locator(f"[id='{take.get_attribute('id')}']")).to_have_count(1)
    expect(composer.page.locator("#strip [data-state], #sample[data-state]")).to_have_count(0)
