"""Another model for the same form."""

import json
import re
from html import unescape

from django.test import Client

from playground.models import Generation
from tests import build

OTHER = "gemini_omni_flash_preview_official"
FORM = {
    "model": "gemini_omni_flash",
    "to": OTHER,
    "prompt": "A red fox",
    "aspect_ratio": "9:16",
    "duration": "10",
    "resolution": "1080p",
}


def switched(browser: Client, **fields: object):
    """The answer to a switch as htmx asks for it."""
    return browser.post("/carried/", {**FORM, **fields}, headers={"HX-Request": "true"})


def shown(html: str) -> dict:
    """The JSON in the preview."""
    return json.loads(unescape(re.search(r'<code id="request-text">(.*?)</code>', html, re.DOTALL)[1]))


def test_what_fits_goes_along_and_the_rest_is_said(browser: Client) -> None:
    """The pane of the other model, its request, and the words beside it; nothing is made."""
    answer = switched(browser)
    assert shown(answer.text) == {
        "model": "gemini-omni-flash-preview-official",
        "prompt": "A red fox",
        "aspect_ratio": "9:16",
        "duration": 10,
        "resolution": "720p",
    }
    assert (
        "<li>Resolution 1080p is not offered by Gemini Omni Flash Official: 720p instead.</li>" in answer.text
    )
    assert answer["HX-Replace-Url"] == f"/?model={OTHER}"
    assert not Generation.objects.exists()


def test_files_go_along(browser: Client) -> None:
    """An image stays an image, a source video becomes one of the other's list."""
    image = build.reference(name="hat.png")
    assert shown(switched(browser, references=str(image.pk)).text)["image_urls"] == ["upload:hat.png"]
    clip = switched(browser, source_video="https://example.com/a.mp4").text
    assert shown(clip)["video_list"] == [{"video_url": "https://example.com/a.mp4"}]


def test_without_script_it_is_a_page(browser: Client) -> None:
    """The whole page with the form as it is now."""
    html = browser.post("/carried/", FORM).text
    assert "<html" in html
    assert f'<option value="{OTHER}" selected>' in html
    assert shown(html)["prompt"] == "A red fox"


def test_an_unknown_model_is_not_found(browser: Client) -> None:
    """404, as everywhere."""
    assert switched(browser, to="nothing").status_code == 404


def test_the_address_names_a_model(browser: Client) -> None:
    """`/?model=` opens that model's form with an example that it takes."""
    html = browser.get(f"/?model={OTHER}").text
    assert shown(html)["model"] == "gemini-omni-flash-preview-official"
    assert not re.search(r'<button class="generate"[^>]* disabled', html)


def test_what_it_was_made_from_goes_along(browser: Client) -> None:
    """The parent, how the next take comes from it, and what changed is told against it."""
    take = build.generation("ready", prompt="A red fox")
    html = switched(browser, parent=str(take.pk), edge="remix").text
    assert f'name="parent" value="{take.pk}"' in html
    assert 'name="edge" value="remix"' in html


def test_several_at_once_goes_along(browser: Client) -> None:
    """Count, budget and the other models stand as they were, but for the one that is the form's own now."""
    html = switched(browser, count="3", budget="1000", also=["kling-v3", OTHER]).text
    assert 'name="count" value="3"' in html
    assert 'name="budget" value="1000"' in html
    assert re.search('value="kling-v3" checked', html)
    assert f'value="{OTHER}" checked' not in html
    assert re.search(r'id="generate-label"[^>]*>6 takes', html)
