"""The composer's page and the server's word on the form."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from playground.models import Connection
from tests import build
from tests.canary import KEY
from tests.integration.views.conftest import Post


def request_shown(html: str) -> dict:
    """The JSON in the preview."""
    return json.loads(unescape(re.search(r'<code id="request-text">(.*?)</code>', html, re.DOTALL)[1]))


def test_the_first_look_is_never_empty(browser: Client) -> None:
    """An example is in the form, its request is whole, a sample is on the stage, and the button is open."""
    html = browser.get("/").text
    shown = request_shown(html)
    assert list(shown) == ["model", "prompt", "aspect_ratio", "duration", "resolution"]
    assert shown["model"] == "gemini_omni_flash"
    assert len(shown["prompt"]) > 20
    assert (shown["resolution"], type(shown["duration"])) == ("720P", int)
    assert (
        unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)[1]).strip() == shown["prompt"]
    )
    assert "sample" in html
    assert not re.search(r'<button class="generate"[^>]* disabled', html)


def test_the_address_fills_the_form(browser: Client) -> None:
    """A link can carry a prompt and settings; what it does not name has its default."""
    shown = request_shown(browser.get("/?prompt=A+red+fox&aspect_ratio=9:16&duration=10").text)
    assert (shown["prompt"], shown["aspect_ratio"], shown["duration"]) == ("A red fox", "9:16", 10)
    assert shown["resolution"] == "720P"


def test_a_prompt_from_an_address_is_escaped(browser: Client) -> None:
    """Whatever a link says stays text."""
    html = browser.get("/?prompt=</textarea><script>alert(1)</script>").text
    assert "<script>alert" not in html


def test_a_nonsense_value_in_the_address_is_explained(browser: Client) -> None:
    """The page opens, and the problem stands beside the form."""
    answer = browser.get("/?prompt=x&duration=7")
    assert answer.status_code == 200
    assert '<li data-field="duration">' in answer.text


def test_an_earlier_take_fills_the_form_with_its_images(browser: Client) -> None:
    """`?from=` brings prompt, settings and references of the take."""
    reference = build.reference(name="harbour.png")
    take = build.asked("Boats", None, build.Attached(reference), aspect_ratio="9:16", duration=4)
    html = browser.get(f"/?from={take.pk}").text
    shown = request_shown(html)
    assert (shown["prompt"], shown["aspect_ratio"], shown["duration"]) == ("Boats", "9:16", 4)
    assert shown["image_urls"] == ["upload:harbour.png"]
    assert str(reference.pk) in html


def test_a_spoilt_form_comes_back_as_it_was(generate: Post) -> None:
    """Without script: 422, the words typed still there, and what is wrong in plain words."""
    answer = generate(prompt="x" * 1201, aspect_ratio="9:16")
    assert answer.status_code == 422
    assert "x" * 1201 in answer.text
    assert request_shown(answer.text)["aspect_ratio"] == "9:16"
    assert re.search(r'<button class="generate"[^>]* disabled', answer.text)


def test_the_preview_is_the_servers_word(browser: Client) -> None:
    """The partial holds the problem, the closed choice and the price, and changes nothing."""
    form = {
        "model": "gemini_omni_flash",
        "prompt": "x",
        "aspect_ratio": "9:16",
        "duration": "6",
        "resolution": "1080p",
    }
    answer = browser.post("/preview/", form, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "16:9" in answer.text
    assert "1080p" in answer.text


@pytest.mark.parametrize(
    ("seconds", "words"), [("4", "≈ 8 credits"), ("6", "≈ 12 credits"), ("10", "≈ 20 credits")]
)
def test_the_button_names_the_price(browser: Client, seconds: str, words: str) -> None:
    """From the simulator's own table, by duration."""
    assert words in browser.get(f"/?prompt=x&duration={seconds}").text


def test_an_unknown_price_is_said_to_be_unknown(browser: Client, settings) -> None:
    """With a real key and no table of the operator's, nothing is made up."""
    settings.TOAPIS_API_KEY = KEY
    html = browser.get("/").text
    assert "price unknown" in html
    assert "≈" not in re.search(r'<button class="generate".*?</button>', html, re.DOTALL)[0]


def test_the_latest_take_is_on_the_stage(browser: Client) -> None:
    """A reload shows what was running; it stands there once."""
    take = build.generation("running")
    html = browser.get("/").text
    assert html.count(f'id="generation-{take.pk}"') == 1
    assert html.count("data-state=") == 1


def test_chinese_is_spoken_to_those_who_ask(browser: Client) -> None:
    """The whole page, quick prompts included."""
    html = browser.get("/", headers={"accept-language": "zh-CN"}).text
    assert '<html lang="zh-hans"' in html
    assert re.search(r"[\u4e00-\u9fff]", request_shown(html)["prompt"])


def test_testing_the_connection_says_what_came_back(browser: Client, settings) -> None:
    """An upstream that can't be reached is said to be so, without a trace of the key."""
    settings.TOAPIS_API_KEY, settings.TOAPIS_BASE_URL = KEY, "http://127.0.0.1:9"
    answer = browser.post("/connection/test/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "can't be reached" in answer.text.replace("&#x27;", "'")
    assert KEY not in answer.text
    assert Connection.objects.get().blocked == ""
