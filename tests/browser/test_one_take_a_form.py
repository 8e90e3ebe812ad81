"""One rendered form is one take: double clicks, shortcuts, resubmits and input methods."""

import re

from playwright.sync_api import CDPSession, Page, Route, expect

from tests.browser.composer import BOAT, Composer, expect_state
from tests.browser.conftest import Visitors
from tests.integration.installation import wait_until

TWICE = """async () => {
  const form = document.getElementById("composer");
  const asked = () => ({ method: "POST", headers: { "HX-Request": "true" }, body: new FormData(form) });
  const post = async () => (await fetch(form.action, asked())).text();
  return (await Promise.all([post(), post()])).map((text) => text.match(/id="generation-([^"]+)"/)[1]);
}"""

# A word is asked for, and the form is spent before it comes
SPENT = """() => {
  htmx.trigger("request-preview", "due");
  document.getElementById("form-token").value = crypto.randomUUID();
  document.getElementById("problems").append("stays");
}"""


def takes(page: Page) -> set[str]:
    """The newest takes of History, a page of them."""
    return set(re.findall(r'id="tile-([^"]+)"', page.request.get("/generations/").text()))


def refused(page: Page) -> Composer:
    """A form whose take costs nobody anything."""
    composer = Composer(page).open()
    composer.prompt.fill(f"{BOAT} [refused]")
    return composer


def test_a_double_click_makes_one_take(page: Page) -> None:
    """The second click of a double click finds the form already used."""
    composer, before = refused(page), takes(page)
    expect_state(composer.generate(composer.button.dblclick), "failed")
    page.wait_for_timeout(300)
    assert len(takes(page) - before) == 1


def test_one_form_sent_twice_at_once_makes_one_take(page: Page) -> None:
    """Two equal requests with one token get the same take as their answer."""
    refused(page)
    before = takes(page)
    first, second = page.evaluate(TWICE)
    assert first == second
    assert len(takes(page) - before) == 1


def test_the_shortcut_makes_one_take(page: Page) -> None:
    """Ctrl+Enter in the prompt is the button, and holding it down is still one take."""
    composer, before = refused(page), takes(page)
    expect_state(composer.generate(lambda: composer.prompt.press("Control+Enter")), "failed")
    assert len(takes(page) - before) == 1


def test_a_used_token_with_another_body_keeps_the_edit(page: Page, visitors: Visitors) -> None:
    """The answer is a 409 that loses nothing and offers to make a new take of it."""
    visitors.tolerate("409")
    composer = refused(page)
    token = page.locator("#form-token").input_value()
    composer.generate()
    page.locator("#form-token").evaluate("(field, token) => (field.value = token)", token)
    composer.rewrite("Something else [refused]")
    before = takes(page)
    composer.button.click()
    expect(composer.button).to_have_accessible_name(re.compile("as a new take"))
    assert composer.prompt.input_value() == "Something else [refused]"
    assert takes(page) - before == set()
    notice = page.locator("#conflict")
    expect(notice).to_contain_text("already used")
    page.evaluate("htmx.trigger('request-preview', 'due')")
    expect(composer.button).to_contain_text("16:9")
    expect(notice).to_contain_text("already used")
    expect(page.locator("#problems li")).to_have_count(0)
    composer.generate()
    expect(notice).to_be_empty()
    assert len(takes(page) - before) == 1


def test_a_word_on_a_spent_form_is_dropped(page: Page) -> None:
    """An answer to the token before the click says nothing any more; the next one does."""
    composer = Composer(page).open()
    composer.rewrite(f"{BOAT} [refused]")
    held: list[Route] = []
    page.route("**/preview/", lambda route: held.insert(len(held), route))
    page.evaluate(SPENT)
    assert wait_until(lambda: page.evaluate("true") and held, 20)
    held[0].continue_()
    assert wait_until(lambda: page.evaluate("true") and len(held) == 2, 20)  # dropped, and asked for anew
    assert page.locator("#problems").text_content() == "stays"
    held[1].continue_()
    expect(page.locator("#problems")).to_be_empty()
    expect(page.locator("#server-request")).to_have_text(composer.code.text_content())


def composing(session: CDPSession, text: str) -> None:
    """What an input method shows before the word is chosen."""
    session.send(
        "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
    )


def test_an_input_method_is_left_alone(page: Page) -> None:
    """Between the first letter and the chosen word there is neither a half-composed preview nor a take."""
    composer = Composer(page).open()
    before = takes(page)
    composer.prompt.fill("")
    composer.prompt.focus()
    session = page.context.new_cdp_session(page)
    for half in ("n", "ni", "ni h", "ni ha", "ni hao"):
        composing(session, half)
    page.keyboard.press("Control+Enter")
    assert composer.prompt.input_value() == "ni hao"
    assert '"prompt": ""' in composer.code.text_content()
    session.send("Input.insertText", {"text": "你好"})
    expect(composer.code).to_contain_text('"prompt": "你好"')
    assert takes(page) - before == set()
