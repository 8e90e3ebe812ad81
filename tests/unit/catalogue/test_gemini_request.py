"""The bytes of a Gemini Omni Flash request."""

import json

import pytest

from playground.catalogue import UnknownVideoModel, video_model, video_models
from playground.catalogue.payload import request_fields, request_text, signed_text

GEMINI = video_model("gemini_omni_flash")
IMAGES = ["https://example.com/1.jpg", "https://example.com/2.jpg", "upload:3.png"]


def fields(**values: object) -> dict[str, object]:
    """The request for the defaults with some values changed."""
    return request_fields(GEMINI, GEMINI.defaults() | {"prompt": "a lighthouse"} | values)


def test_an_untouched_form_is_the_documented_default():
    """Model, prompt, ratio, duration as a number and resolution stand in the guide's order; no images, no key."""
    assert request_text(fields()) == (
        '{\n  "model": "gemini_omni_flash",\n  "prompt": "a lighthouse",\n  "aspect_ratio": "16:9",\n'
        '  "duration": 6,\n  "resolution": "720P"\n}'
    )


def test_images_come_after_everything_else():
    """Reference images are the last of the model's own keys, in the order they were attached."""
    request = fields(image_urls=IMAGES, resolution="1080p", duration=10)
    assert list(request) == ["model", "prompt", "aspect_ratio", "duration", "resolution", "image_urls"]
    assert request["image_urls"] == IMAGES
    assert (request["resolution"], request["duration"]) == ("1080p", 10)


def test_our_own_keys_come_last():
    """client_business_id and callback_url end the body, even if the object already held one of them."""
    body = json.loads(
        signed_text({"client_business_id": "old", **fields(image_urls=IMAGES)}, "new", "https://a/b")
    )
    assert list(body)[-3:] == ["image_urls", "client_business_id", "callback_url"]
    assert body["client_business_id"] == "new"
    assert "callback_url" not in json.loads(signed_text(fields(), "new"))


def test_the_signed_text_only_adds_to_the_shown_text():
    """What is sent starts with what was shown, up to the last line."""
    shown = request_text(fields(image_urls=IMAGES))
    assert signed_text(fields(image_urls=IMAGES), "id").startswith(shown.removesuffix("\n}"))


def test_text_is_written_as_it_was_typed():
    """Characters beyond ASCII stay themselves, control characters are escaped, spaces are kept."""
    text = request_text(fields(prompt='  你好 🎬\u2028"\\\t\x01\n'))
    assert '"prompt": "  你好 🎬\u2028\\"\\\\\\t\\u0001\\n"' in text


def test_a_lone_surrogate_is_escaped_instead_of_breaking_the_bytes():
    """The preview of a broken character has bytes; validation refuses to send it."""
    assert '"\\ud800"' in request_text(fields(prompt="\ud800"))


@pytest.mark.parametrize("alias", ["gemini_omni_flash", "gemini-omni-flash", "gemini_omni"])
def test_aliases_name_the_same_model(alias: str):
    """All three ids of the gateway's pages find the one entry."""
    assert video_model(alias) is GEMINI


def test_an_unknown_name_is_said():
    """The error repeats the name that is not in the catalogue."""
    with pytest.raises(UnknownVideoModel, match="sora-9"):
        video_model("sora-9")


def test_the_first_model_is_the_one_to_offer():
    """Gemini Omni Flash leads the list."""
    assert video_models()[0] is GEMINI


@pytest.mark.parametrize(
    ("count", "mode"),
    [(0, "Text → video"), (1, "Image → video"), (2, "References → video"), (3, "References → video")],
)
def test_the_mode_follows_from_what_is_attached(count: int, mode: str):
    """Nobody picks a mode; the number of images is it."""
    assert GEMINI.mode({"image_urls": IMAGES[:count]}) == mode
