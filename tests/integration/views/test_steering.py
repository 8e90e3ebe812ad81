"""The request as text: the form that follows it, what is kept of it, and what is refused."""

import json
import re
from html import unescape

from django.test import Client

from playground.models import Generation
from tests import build
from tests.integration.views.conftest import Post

FORM = {"model": "gemini_omni_flash", "prompt": "A red fox"}
EXTRA = '{"fields":{"seed":7}}'


def steered(browser: Client, text: str, **fields: str):
    """The answer to a text as htmx asks for it."""
    return browser.post("/request/", {**FORM, "pasted": text, **fields}, headers={"HX-Request": "true"})


def shown(html: str) -> dict:
    """The JSON in the preview."""
    return json.loads(unescape(re.search(r'<code id="request-text">(.*?)</code>', html, re.DOTALL)[1]))


def test_the_form_follows(browser: Client) -> None:
    """The pane of the model that is named, its address, and an editor that is left alone; nothing is made."""
    answer = steered(browser, '{"model": "kling-v3", "prompt": "A kite", "seed": 7}')
    assert shown(answer.text)["seed"] == 7
    assert answer["HX-Replace-Url"] == "/?model=kling-v3"
    assert "hx-preserve" in answer.text
    assert "seed is not known to this model" in answer.text
    assert not Generation.objects.exists()


def test_how_many_takes_are_wanted_stays(browser: Client) -> None:
    """What the text says nothing of is as it was."""
    assert 'name="count" value="3"' in steered(browser, '{"prompt": "A kite"}', count="3").text


def test_files_are_named_and_kept(browser: Client) -> None:
    """A file of the form goes along by its name; a name that nobody knows is refused at its place."""
    image = build.reference(name="hat.png")
    answer = steered(browser, '{"prompt": "a", "image_urls": ["upload:hat.png"]}', references=str(image.pk))
    assert f'value="{image.pk}"' in answer.text
    refused = steered(browser, '{"prompt": "a", "image_urls": ["upload:cap.png"]}')
    assert "Line 1, column 33: “upload:cap.png” is not attached" in unescape(refused.text)


def test_an_edit_opens_the_form_that_turns_into_it(browser: Client) -> None:
    """The other entry's request is the same panel with its source video."""
    clip = [{"video_url": "https://example.com/a.mp4"}]
    asked = {"model": "gemini-omni-flash-preview-official", "prompt": "Snow", "video_list": clip}
    answer = steered(browser, json.dumps(asked | {"metadata": {"task": "edit"}}))
    assert shown(answer.text)["video_list"] == clip


def test_a_slip_changes_nothing(browser: Client) -> None:
    """Only the marks and the reason come back; a key in what was pasted does not."""
    answer = steered(browser, "curl https://x -H 'Authorization: Bearer sk-1' -d '{\"a\": }'")
    assert answer["HX-Reswap"] == "none"
    assert "Line 1, column 7: A value is expected here." in answer.text
    assert "sk-1" not in answer.text
    assert 'id="compose"' not in answer.text


def test_without_script_it_is_a_page(browser: Client) -> None:
    """Paste and open, or edit what the form holds; the same words for what cannot be read."""
    assert "Request JSON" in browser.get("/request/").text
    assert "A red fox" in browser.post("/request/", {**FORM, "edit": "json"}).text
    refused = browser.post("/request/", {"pasted": '{"prompt": "A kite",}'})
    assert refused.status_code == 422
    assert "Line 1, column 20: After the last one" in refused.text
    assert "A kite" in refused.text
    opened = browser.post("/request/", {"pasted": '{"prompt": "A kite", "seed": 7}'})
    assert shown(opened.text)["seed"] == 7


def test_an_unknown_field_is_stored_and_comes_back(browser: Client, generate: Post) -> None:
    """In the take's request, in its remix, and in what tells one request from another."""
    generate(extra=EXTRA)
    generate()
    plain, beyond = Generation.objects.order_by("-created_at")
    assert json.loads(beyond.request_body)["seed"] == 7
    assert plain.request_digest != beyond.request_digest
    html = browser.get(f"/?from={beyond.pk}").text
    assert shown(html)["seed"] == 7
    assert (
        json.loads(unescape(re.search(r'id="request-base" hidden>(.*?)</div>', html, re.DOTALL)[1]))["seed"]
        == 7
    )


def test_another_model_leaves_it_out_in_words(browser: Client) -> None:
    """What was written for one model is not sent to another."""
    html = browser.post("/carried/", {**FORM, "to": "kling-v3", "extra": EXTRA}).text
    assert "seed: written for another model, left out." in html
    assert "seed" not in shown(html)
