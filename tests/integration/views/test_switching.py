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
