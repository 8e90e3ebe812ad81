"""Two people of a team review a clip, each in a browser of their own, and see each other's words as they come."""

import re

from playwright.sync_api import Page, expect

from tests.browser.composer import Composer, expect_state
from tests.browser.conftest import Visitors
from tests.browser.reviewing import comment, go_to, review, stroke, threads
from tests.browser.test_team import invited, owner, studio, visitors  # noqa: F401  # two of them are fixtures
from tests.integration.installation import Installation

HALF = "The water is "
# The frame that the form names; a clip that has stopped may still bring its last picture onto the screen
NAMED = """async () => {
  for (let more = 0; more < 5; more += 1) await new Promise(requestAnimationFrame);
  return document.querySelector("comment-form output").textContent;
}"""
MARKED = "() => { document.querySelector('article.reel').isThatOne = true }"


def two_on_a_take(visitors: Visitors, studio: Installation, role: str) -> tuple[Page, Page]:  # noqa: F811
    """The owner and somebody else on the page of a finished take."""
    ada = owner(visitors, studio)
    lin = invited(visitors, ada, "lin", role)
    take = Composer(ada).open_boat().generate()
    expect_state(take, "ready")
    for page in (ada, lin):
        page.goto(f"/generations/{take.get_attribute('data-live')}/")
        expect(page.get_by_role("region", name="Review")).to_be_visible()
    return ada, lin


def test_each_sees_the_others_words_live(visitors: Visitors, studio: Installation) -> None:  # noqa: F811
    """A comment with a drawing, its resolve and a verdict arrive; half a sentence, caret and player are left alone."""
    ada, lin = two_on_a_take(visitors, studio, "viewer")
    box = lin.get_by_role("textbox", name="Comment", exact=True)
    box.press_sequentially(HALF)
    box.press("ArrowLeft")
    lin.evaluate(MARKED)
    go_to(ada, 1.5)
    ada.get_by_role("button", name="Draw").click()
    stroke(ada, (0.3, 0.3), (0.5, 0.2), (0.6, 0.5))
    comment(ada, "The boat sits too high.")
    theirs = threads(lin).filter(has_text="The boat sits too high.")
    expect(theirs).to_be_visible()
    expect(lin.locator("#announce")).to_contain_text("The boat sits too high.")
    ada.get_by_role("button", name="Resolve").click()
    expect(theirs).to_contain_text("Resolved by")
    ada.get_by_role("button", name="Needs changes").click()
    expect(review(lin).get_by_role("list", name="Verdicts")).to_contain_text("Needs changes")
    assert box.input_value() == HALF
    expect(box).to_be_focused()
    assert box.evaluate("(box) => box.selectionStart") == len(HALF) - 1
    assert lin.evaluate("document.querySelector('article.reel').isThatOne")


def test_a_viewers_words_reach_the_owner_and_show_their_frame(
    visitors: Visitors,  # noqa: F811
    studio: Installation,  # noqa: F811
) -> None:
    """A comment that is chosen stops the clip at its frame and shows what was drawn, until the clip goes on."""
    ada, lin = two_on_a_take(visitors, studio, "viewer")
    go_to(lin, 2)
    lin.get_by_role("button", name="Draw").click()
    stroke(lin, (0.2, 0.2), (0.8, 0.8))
    comment(lin, "Too dark here.")
    lin.get_by_role("button", name="Approve").click()
    expect(review(ada).get_by_role("list", name="Verdicts")).to_contain_text(re.compile("Approved lin"))
    there = threads(ada).filter(has_text="Too dark here.")
    there.get_by_role("button", name="Show the frame 00:00:02:00").click()
    expect(ada.locator(".timecode")).to_have_text("00:00:02:00")
    expect(ada.locator("frame-ink polyline")).to_have_count(1)
    expect(ada.locator(".dots button")).to_have_count(1)
    ada.get_by_role("button", name="Play", exact=True).click()
    expect(ada.locator("frame-ink polyline")).to_have_count(0)
    expect(lin.get_by_role("button", name="Make a revision from this")).to_have_count(0)
    there.get_by_role("button", name="Delete").click()
    expect(threads(lin)).to_have_count(0)


def test_a_revision_is_made_from_a_comment(visitors: Visitors, studio: Installation) -> None:  # noqa: F811
    """The composer shows the words beside the recipe and the frame; the comment then leads to what was made."""
    ada, lin = two_on_a_take(visitors, studio, "editor")
    go_to(ada, 1)
    comment(ada, "Make it night.")
    threads(lin).get_by_role("button", name="Make a revision from this").click()
    composer = Composer(lin)
    expect(lin.locator(".answering")).to_contain_text("Make it night.")
    expect(lin.locator("#descent")).to_contain_text("Revision of")
    expect(composer.references).to_have_count(1)
    composer.arrived().rewrite("A paper boat at night.")
    made = composer.generate().get_attribute("data-live")
    expect(threads(ada).get_by_role("link", name="The revision")).to_have_attribute(
        "href", f"/generations/{made}/"
    )
    ada.get_by_role("link", name="The revision").click()
    expect(ada.get_by_text("Revision of")).to_be_visible()


def test_a_comment_needs_no_pointer(visitors: Visitors, studio: Installation) -> None:  # noqa: F811
    """Typed, sent, answered and resolved by the keyboard, at the frame that typing stopped the clip on."""
    ada, _ = two_on_a_take(visitors, studio, "viewer")
    box = ada.get_by_role("textbox", name="Comment", exact=True)
    box.focus()
    ada.keyboard.type("Here.")
    expect(ada.locator("clip-player video")).to_have_js_property("paused", True)
    shown = ada.evaluate(NAMED)
    expect(ada.locator(".timecode")).to_have_text(shown)
    ada.get_by_role("button", name="Comment", exact=True).press("Enter")
    expect(threads(ada)).to_contain_text(shown)
    ada.get_by_text("Reply", exact=True).press("Enter")
    ada.get_by_role("textbox", name="Reply").press_sequentially("Yes.")
    ada.get_by_role("button", name="Send the reply").press("Enter")
    expect(ada.get_by_role("list", name="Replies")).to_contain_text("Yes.")
    ada.get_by_role("button", name="Resolve").press("Enter")
    expect(threads(ada)).to_contain_text("Resolved by")
