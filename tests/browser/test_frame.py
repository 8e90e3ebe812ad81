"""What every page has around it: language, theme, title, and room on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.composer import Composer, expect_state
from tests.browser.conftest import Visitors

PAGES = {
    "/": "Compose",
    "/generations/": "History",
    "/models/": "Models",
    "/models/gemini_omni_flash/": "Gemini Omni Flash",
    "/connection/": "Connection",
    "/simulator/": "Simulator",
}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
SPILLS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", PAGES)
def test_each_page_has_a_title_and_one_heading(page: Page, path: str) -> None:
    """The title starts with what the page is about."""
    page.goto(path)
    expect(page).to_have_title(f"{PAGES[path]} · Playground")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(visitors: Visitors, path: str) -> None:
    """At 390 px everything fits, in both languages."""
    page = visitors.new(**PHONE).new_page()
    for language in ("en", "zh-hans"):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": visitors.address}])
        page.goto(path)
        assert page.evaluate(SPILLS) <= 0, language


def test_a_long_word_does_not_widen_a_phone(visitors: Visitors) -> None:
    """Not even a prompt without a single space, on the card and on the take's page."""
    page = visitors.new(**PHONE).new_page()
    composer = Composer(page).open()
    composer.prompt.fill("x" * 400 + " [refused]")
    take = composer.generate()
    expect_state(take, "failed")
    assert page.evaluate(SPILLS) <= 0
    page.goto(f"/generations/{take.get_attribute('data-live')}/")
    assert page.evaluate(SPILLS) <= 0


def test_the_language_is_switched_and_remembered(page: Page) -> None:
    """One click makes everything Chinese, quick prompts too, and a reload keeps it."""
    page.goto("/")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^zh-hans$", re.IGNORECASE))
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^zh-hans$", re.IGNORECASE))
    assert re.search("[\u4e00-\u9fff]", page.title())
    expect(page.locator("#prompt")).to_have_value(re.compile("[\u4e00-\u9fff]"))
    page.get_by_role("button", name="English").click()
    expect(page).to_have_title("Compose · Playground")


def test_the_theme_is_switched_and_remembered(page: Page) -> None:
    """At once without a reload, and still there after one; the third click is the system's again."""
    page.goto("/")
    page.evaluate("window.sameDocument = true")
    for theme in ("light", "dark"):
        with page.expect_response("**/theme/"):
            page.get_by_role("button", name=re.compile("^Theme")).click()
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
    assert page.evaluate("window.sameDocument")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name=re.compile("^Theme")).click()
    expect(page.locator("html:not([data-theme])")).to_have_count(1)


def test_shortcuts_are_listed_and_stay_out_of_the_way(page: Page) -> None:
    """`?` opens the list, `/` goes to the prompt, and both are plain letters while somebody writes."""
    composer = Composer(page).open()
    page.locator("h1").first.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("body").evaluate("() => document.activeElement.blur()")
    page.keyboard.press("/")
    expect(composer.prompt).to_be_focused()
    composer.prompt.fill("")
    page.keyboard.type("what? a/b, c.")
    assert composer.prompt.input_value() == "what? a/b, c."


def test_the_connection_is_tested_in_place(page: Page) -> None:
    """The balance comes into the page, and the page says what to do without a key."""
    page.goto("/connection/")
    page.get_by_role("button", name="Test connection").click()
    expect(page.locator("#connection-result")).to_contain_text("The connection works.")
