"""What is written in the composer stays in its tab."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.composer import BOAT, Composer, picture
from tests.browser.conftest import Visitors
from tests.browser.test_away import NO_LOCKS

# With locks, or without: by plain http on a network name a browser has none
BOTH = pytest.mark.parametrize("locks", [True, False], ids=["with locks", "without locks"])

LATE_ANSWERS = """(() => {
  const { set } = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, "onmessage");
  Object.defineProperty(BroadcastChannel.prototype, "onmessage", {
    set(tell) { set.call(this, (event) => setTimeout(() => tell(event), 500)); },
  });
})();
"""


@pytest.fixture
def locks() -> bool:
    """Whether the browser has locks."""
    return True


@pytest.fixture
def page(visitors: Visitors, locks: bool) -> Page:
    """One tab of a fresh profile."""
    profile = visitors.new()
    if not locks:
        profile.add_init_script(NO_LOCKS)
    return profile.new_page()


def kept(page: Page, text: str) -> None:
    """The browser has written down what stands in this tab's form."""
    page.wait_for_function(
        "(text) => Object.values(localStorage).some((each) => each.includes(text))", arg=text
    )


def alone(page: Page) -> Page:
    """On another page of a tab that has no other beside it: of those that were closed the browser knows it by now."""
    page.goto("/models/")
    page.wait_for_function("""async () => !navigator.locks ||
      (await navigator.locks.query()).held.filter(({ name }) => name.startsWith("tab:")).length === 1""")
    return page


def expect_draft(composer: Composer) -> None:
    """The form, the counter, the box and the button all tell of it."""
    expect(composer.prompt).to_have_value(BOAT)
    expect(composer.page.get_by_role("radio", name="9:16")).to_be_checked()
    expect(composer.page.locator("prompt-counter")).to_have_text(f"{len(BOAT)} / 1200")
    expect(composer.code).to_contain_text(BOAT)
    expect(composer.button).to_contain_text(re.compile(r"9:16 · 720P · ≈"))


def test_a_draft_survives_reload_back_and_another_page(page: Page) -> None:
    """Prompt and choices come back, and what follows from them with them."""
    composer = Composer(page).open()
    composer.choose("Aspect ratio", "9:16")
    composer.rewrite(BOAT)
    page.reload()
    expect_draft(composer)
    page.get_by_role("link", name="History").click()
    page.go_back()
    expect_draft(composer)
    page.get_by_role("link", name="Models").click()
    page.get_by_role("link", name="Compose").click()
    expect_draft(composer)


def test_an_address_with_values_wins_over_the_draft(visitors: Visitors) -> None:
    """A link that fills the composer fills it as it says."""
    composer = Composer(visitors.new().new_page()).open()
    composer.rewrite(BOAT)
    composer.open("?prompt=Another")
    expect(composer.prompt).to_have_value("Another")


def test_everything_in_the_form_survives_a_reload(page: Page, tmp_path: Path) -> None:
    """Another model, advanced fields, several at once, and references in their order."""
    composer = Composer(page).open("?model=veo3-official")
    composer.files.set_input_files([picture(tmp_path, name) for name in ("one.png", "two.png")])
    expect(composer.references).to_have_count(2)
    composer.references.first.get_by_role("button", name="to the right").click()
    page.get_by_text("Several at once").click()
    page.get_by_label("Takes of each model").fill("3")
    composer.rewrite(BOAT)
    page.reload()
    expect(composer.references).to_have_count(2)
    assert composer.references.locator("img").evaluate_all("(all) => all.map((each) => each.alt)") == [
        "two.png",
        "one.png",
    ]
    expect(composer.prompt).to_have_value(BOAT)
    expect(page.get_by_label("Model", exact=True)).to_have_value("veo3-official")
    expect(page.get_by_label("Takes of each model")).to_have_value("3")
    expect(page.get_by_role("list", name="Drafts of tabs that are gone")).to_be_hidden()


def test_an_address_is_taken_once(page: Page) -> None:
    """What was changed after a link filled the form survives a reload of that link."""
    composer = Composer(page).open("?prompt=Another")
    composer.rewrite(BOAT)
    page.reload()
    expect(composer.prompt).to_have_value(BOAT)


@BOTH
def test_a_second_tab_has_a_draft_of_its_own(page: Page) -> None:
    """Neither fills the other's form, nor is a draft offered whose tab is still there."""
    composer, other = Composer(page).open(), Composer(page.context.new_page()).open()
    composer.rewrite(BOAT)
    other.rewrite("Another idea.")
    for each, text in ((composer, BOAT), (other, "Another idea.")):
        each.page.reload()
        expect(each.prompt).to_have_value(text)
        expect(each.page.get_by_role("button", name="Restore the draft of")).to_have_count(0)


@BOTH
def test_a_copy_of_a_tab_goes_on_by_itself(page: Page) -> None:
    """It begins with the same draft, and what is written there changes nothing here."""
    composer = Composer(page).open()
    composer.rewrite(BOAT)
    kept(page, BOAT)
    with page.expect_popup() as opened:
        page.evaluate("() => void window.open('/')")
    copy = Composer(opened.value)
    expect(copy.prompt).to_have_value(BOAT)
    copy.page.wait_for_function(
        "(tab) => sessionStorage.tab !== tab", arg=page.evaluate("sessionStorage.tab")
    )
    copy.rewrite("Another idea.")
    for each, text in ((composer, BOAT), (copy, "Another idea.")):
        each.page.reload()
        expect(each.prompt).to_have_value(text)


def test_a_copy_is_known_by_a_late_answer(visitors: Visitors) -> None:
    """Without locks, and where the first tab is too busy to answer at once."""
    profile = visitors.new()
    profile.add_init_script(f"{NO_LOCKS} {LATE_ANSWERS}")
    page = profile.new_page()
    Composer(page).open()
    with page.expect_popup() as opened:
        page.evaluate("() => void window.open('/')")
    opened.value.wait_for_function(
        "(tab) => sessionStorage.tab !== tab", arg=page.evaluate("sessionStorage.tab")
    )


@BOTH
def test_a_closed_tab_leaves_its_draft_to_the_next(page: Page) -> None:
    """Restored by a click; dismissed, it is not offered again; another person never sees it."""
    context = page.context
    for text in (BOAT, "Another idea."):
        left = Composer(context.new_page()).open()
        left.rewrite(text)
        kept(left.page, text)
        left.page.close()
    composer = Composer(alone(page)).open()
    restore = page.get_by_role("button", name="Restore the draft of")
    expect(restore).to_have_count(2)
    page.get_by_role("button", name="Dismiss the draft of").first.click()
    expect(restore).to_have_count(1)
    restore.click()
    expect(composer.prompt).to_have_value(BOAT)
    expect(composer.prompt).to_be_focused()
    expect(restore).to_have_count(0)
    page.reload()
    expect(composer.prompt).to_have_value(BOAT)
    keys = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")
    user = page.locator("compose-draft").get_attribute("data-user")
    assert all(key.startswith(f"draft:{user}:") for key in keys)


def test_an_old_or_broken_draft_harms_nothing(page: Page) -> None:
    """What is too old, of another version or no draft at all is forgotten."""
    composer = Composer(page).open()
    page.evaluate("""() => {
      const user = document.querySelector("compose-draft").dataset.user;
      const old = { version: 1, at: Date.now() - 15 * 86400000, address: "", pairs: [["prompt", "old"]] };
      for (const [tab, text] of [["a", JSON.stringify(old)], ["b", "{"], ["c", '{"version":9}'], ["d", '[1]']])
        localStorage.setItem(`draft:${user}:${tab}`, text);
    }""")
    page.reload()
    expect(composer.button).to_be_enabled()
    expect(page.get_by_role("button", name="Restore the draft of")).to_have_count(0)


def test_clear_can_be_taken_back(page: Page, tmp_path: Path) -> None:
    """The form is empty at once, by keyboard too, and Undo brings back all of it."""
    composer = Composer(page).open()
    composer.files.set_input_files(picture(tmp_path, "one.png"))
    expect(composer.references).to_have_count(1)
    composer.rewrite(BOAT)
    page.get_by_role("link", name="Clear").press("Enter")
    expect(composer.prompt).to_have_value("")
    expect(composer.prompt).to_be_focused()
    expect(composer.references).to_have_count(0)
    page.get_by_role("button", name="Undo").press("Enter")
    expect(composer.prompt).to_have_value(BOAT)
    expect(composer.references).to_have_count(1)


def test_a_removed_reference_comes_back_to_its_place(page: Page, tmp_path: Path) -> None:
    """Undo stands where it was removed, and has the focus."""
    composer = Composer(page).open()
    composer.files.set_input_files([picture(tmp_path, f"{name}.png") for name in ("one", "two", "three")])
    expect(composer.references).to_have_count(3)
    page.get_by_role("button", name="Remove two.png").press("Enter")
    expect(composer.references).to_have_count(2)
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.press("Enter")
    found = composer.references.locator("img").evaluate_all("(all) => all.map((each) => each.alt)")
    assert found == ["one.png", "two.png", "three.png"]
    expect(page.get_by_role("button", name="Remove two.png")).to_be_focused()
