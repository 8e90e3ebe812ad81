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
    """The JSON in the preview, or the server's word on it."""
    box = r'<(code|div) id="(?:request-text"|server-request"[^>]*)>(.+?)</\1>'
    return json.loads(unescape(re.search(box, html, re.DOTALL)[2]))


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


KLING = {"model": "kling-v3-omni", "prompt": "A kite"}
PLACES = ["https://example.com/a.png", "https://example.com/b.png", "https://example.com/c.png"]


def items(html: str) -> list[dict]:
    """The images with roles in the preview."""
    return shown(html)["metadata"]["image_list"]


def test_an_items_own_fields_stay_with_it(browser: Client, generate: Post) -> None:
    """Items are removed and moved in the form; what is said of one beyond the known goes along, and is sent."""
    listed = [{"image_url": place, "weight": number} for number, place in enumerate(PLACES)]
    html = steered(browser, json.dumps(KLING | {"metadata": {"image_list": listed}})).text
    assert items(html) == listed
    extra = unescape(re.search(r'name="extra" value="([^"]*)"', html)[1])
    left = {**KLING, "extra": extra, "references": [PLACES[2], PLACES[1]], "image_list.type": ["", ""]}
    assert items(browser.post("/preview/", left).text) == [listed[2], listed[1]]
    generate(**left)
    assert json.loads(Generation.objects.get().request_body)["metadata"]["image_list"] == [
        listed[2],
        listed[1],
    ]
    assert items(browser.get(f"/?from={Generation.objects.get().pk}").text) == [listed[2], listed[1]]


def test_fields_of_an_item_that_went_are_named_no_more(browser: Client) -> None:
    """Nothing is said to be sent that is not."""
    extra = json.dumps({"rows": {"metadata": {"image_list": [[PLACES[0], {"weight": 1}]]}}})
    form = {**KLING, "extra": extra, "references": PLACES[:1]}
    assert "metadata.image_list.weight" in browser.post("/preview/", form).text
    assert "weight" not in browser.post("/preview/", {**form, "references": PLACES[1:2]}).text


def test_a_mark_of_the_byte_order_is_no_text(browser: Client) -> None:
    """What some editors put in front of a file: it is neither refused nor sent, nor is the text written anew."""
    answer = steered(browser, "\ufeff" + '{"prompt": "\ufeffA kite"}')
    assert shown(answer.text)["prompt"] == "\ufeffA kite"
    assert "data-rewritten" not in answer.text
    refused = steered(browser, "\ufeff" + '{"prompt": }')
    assert "Line 1, column 12: A value is expected here." in refused.text
