"""The composer drawn again from what a browser kept."""

from typing import Any

from django.test import Client

from tests import build
from tests.integration.views.conftest import token_in

DRAFT = {
    "model": "gemini_omni_flash",
    "prompt": "A kept boat",
    "aspect_ratio": "9:16",
    "duration": "4",
    "resolution": "720P",
}


def drawn(browser: Client, **more: Any) -> str:
    """The answer to a browser with script."""
    answer = browser.post("/draft/", {**DRAFT, **more}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.text


def test_everything_comes_back(browser: Client) -> None:
    """Prompt, choices, references in order, the parent, several at once; under a token of its own."""
    one, two = build.reference(name="one.png"), build.reference(colour="red", name="two.png")
    parent = build.generation("ready", prompt="The parent")
    more = {"references": [str(two.pk), "https://a.example/b.png", str(one.pk)], "count": "3", "budget": "90"}
    html = drawn(browser, **more, parent=str(parent.pk), edge="remix", token="spent")
    assert "A kept boat</textarea>" in html
    assert 'value="9:16" checked' in html
    assert html.index(str(two.pk)) < html.index("https://a.example/b.png") < html.index(str(one.pk))
    assert ('name="count" value="3"' in html, 'name="budget" value="90"' in html) == (True, True)
    assert (f'name="parent" value="{parent.pk}"' in html, "The parent" in html) == (True, True)
    assert token_in(html) not in ("", "spent")


def test_roles_come_back(browser: Client) -> None:
    """What is said of each reference stays with it."""
    one, two = build.reference(name="one.png"), build.reference(colour="red", name="two.png")
    roles = {
        "image_with_roles": [str(one.pk), str(two.pk)],
        "image_with_roles.role": ["last_frame", "first_frame"],
    }
    html = drawn(browser, model="doubao-seedance-1-5", **roles)
    first = html[html.index(str(one.pk)) : html.index(str(two.pk))]
    assert 'value="last_frame" selected' in first


def test_another_model_and_what_is_gone_are_said(browser: Client) -> None:
    """A deploy between writing and coming back breaks nothing: the form is whole, with a list of what was left out."""
    lost = "00000000-0000-4000-8000-000000000000"
    html = drawn(browser, model="retired", references=lost, sparkle="much")
    for words in ("not offered any more", "sparkle", "no longer here"):
        assert words in html
    assert "A kept boat</textarea>" in html
    assert 'id="problems"' in html


def test_a_reference_is_taken_in_or_takes_a_place(browser: Client) -> None:
    """At the end, once, or where the one stood that it was cut from; a model without room for it says so."""
    one, two = build.reference(name="one.png"), build.reference(colour="red", name="two.png")
    html = drawn(browser, references=str(one.pk), add=str(two.pk))
    assert html.index(str(one.pk)) < html.index(f'value="{two.pk}"')
    assert drawn(browser, references=str(one.pk), add=str(one.pk)).count(f'value="{one.pk}"') == 1
    html = drawn(browser, references=str(one.pk), add=str(two.pk), instead=str(one.pk))
    assert (f'value="{one.pk}"' in html, f'value="{two.pk}"' in html) == (False, True)


def test_clear_empties_the_form_of_its_model(browser: Client) -> None:
    """No prompt, no reference, the model's own choices; and it works as a link without script."""
    one = build.reference()
    html = drawn(browser, model="veo3", references=str(one.pk), clear="1")
    assert ("A kept boat" in html, str(one.pk) in html) == (False, False)
    assert '<input type="hidden" name="model" value="veo3">' in html
    assert 'id="prompt"' in browser.get("/?model=veo3&prompt=").text


def test_without_script_it_is_a_page(browser: Client) -> None:
    """The same form inside the whole page."""
    html = browser.post("/draft/", DRAFT).text
    assert "<!doctype html>" in html
    assert "A kept boat</textarea>" in html
