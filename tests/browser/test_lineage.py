"""Lineage: a take that came from another knows it, and the tree shows what changed."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.composer import BOAT, Composer, expect_state
from tests.browser.conftest import Visitors
from tests.browser.looking import two_ways, violations

REFUSED = f"{BOAT} [refused]"


@pytest.fixture
def composer(page: Page) -> Composer:
    """The page at `/` in a fresh profile."""
    return Composer(page).open_boat()


def made(composer: Composer, prompt: str) -> str:
    """The id of a new take with this prompt."""
    composer.rewrite(prompt)
    name = composer.generate().get_attribute("data-live")
    assert name
    return name


def row(page: Page, name: str) -> Locator:
    """A take's row in the tree."""
    return page.locator(f"#kin-{name}")


def test_a_remix_stands_below_its_parent_with_what_it_changed(composer: Composer) -> None:
    """From a finished clip: Remix, another word, another length; the tree says both, and what the branch cost."""
    page = composer.page
    take = composer.generate()
    expect_state(take, "ready")
    first = take.get_attribute("data-live")
    take.get_by_role("link", name="Remix").click()
    expect(page.locator("#descent")).to_contain_text("Remix of A paper boat")
    composer.arrived().choose("Duration", "6 s")
    second = made(composer, BOAT.replace("rainy", "snowy"))
    page.goto(f"/generations/{second}/")
    page.get_by_role("link", name="Open the tree").click()
    expect(page.locator(".kin")).to_have_count(2)
    expect(row(page, first)).to_contain_text(
        re.compile(r"First take.*Branch from here:\s+2 takes · ≈ 20 credits", re.DOTALL)
    )
    expect(row(page, second)).to_contain_text(re.compile(r"Remix of 1"))
    expect(row(page, second).locator(".diff del")).to_have_text("rainy")
    expect(row(page, second).locator(".diff ins")).to_have_text("snowy")
    expect(row(page, second).locator(".kin-changes")).to_contain_text(re.compile(r"Duration\s+4 s\s+→\s+6 s"))


def test_the_next_take_of_the_form_is_a_revision(composer: Composer) -> None:
    """The form says so after the click; a person may begin a tree of its own instead."""
    page = composer.page
    first = made(composer, REFUSED)
    expect(page.locator("#descent")).to_contain_text("Revision of A paper boat")
    second = made(composer, f"{REFUSED} Snow.")
    page.get_by_role("button", name="Start a tree of its own").click()
    expect(composer.prompt).to_be_focused()
    third = made(composer, f"{REFUSED} Hail.")
    page.goto(f"/generations/{second}/lineage/")
    expect(row(page, second)).to_contain_text("Revision of 1")
    expect(row(page, first)).to_have_count(1)
    expect(row(page, third)).to_have_count(0)


def test_a_new_child_appears_in_the_open_tree_and_leaves_the_keyboard_alone(visitors: Visitors) -> None:
    """In another tab; it runs through its states there, and whoever walks the tree stays on the same take."""
    context = visitors.new()
    composer, tree = Composer(context.new_page()).open_boat(), context.new_page()
    first, second = made(composer, REFUSED), made(composer, f"{REFUSED} Snow.")
    tree.goto(f"/generations/{first}/lineage/")
    tree.locator(f"#kin-open-{first}").focus()
    tree.keyboard.press("ArrowDown")
    expect(tree.locator(f"#kin-open-{second}")).to_be_focused()
    tree.evaluate("window.sameDocument = true")
    third = made(composer, f"{BOAT} Hail.")
    expect(row(tree, third)).to_contain_text("Revision of 2")
    expect(tree.locator("#tree-sum")).to_contain_text("3 takes")
    expect(row(tree, third).locator("img")).to_have_count(1, timeout=60_000)
    expect(tree.locator(f"#kin-open-{second}")).to_be_focused()
    assert tree.evaluate("window.sameDocument")


def test_using_a_prompt_keeps_the_other_settings_of_the_tab(composer: Composer) -> None:
    """The link "Use prompt" brings the words alone, "Use settings" the choices alone; what the tab held stays."""
    page = composer.page
    name = made(composer, REFUSED)
    composer.choose("Aspect ratio", "9:16")
    page.goto(f"/generations/{name}/")
    expect_state(page.locator(f"#generation-{name}"), "failed")
    page.get_by_role("link", name="Use prompt").click()
    expect(composer.prompt).to_have_value(REFUSED)
    expect(page.get_by_role("radio", name="9:16")).to_be_checked()
    expect(composer.code).to_contain_text('"aspect_ratio": "9:16"')
    composer.arrived().rewrite("Something else")
    page.goto(f"/generations/{name}/")
    page.get_by_role("link", name="Use settings").click()
    expect(composer.prompt).to_have_value("Something else")
    expect(page.get_by_role("radio", name="16:9")).to_be_checked()
    expect(page.get_by_role("radio", name="4 s")).to_be_checked()


def test_a_tree_has_no_violation_and_fits_a_phone(visitors: Visitors) -> None:
    """WCAG 2.2 AA as far as a machine can tell, and nothing to scroll sideways."""
    page = visitors.new().new_page()
    composer = Composer(page).open_boat()
    first = made(composer, REFUSED)
    made(composer, f"{REFUSED} Snow.")
    page.goto(f"/generations/{first}/lineage/")
    for _ in two_ways(page):
        assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
