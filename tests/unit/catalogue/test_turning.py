"""A source video turns Gemini's form into a request of the editing model, and back without a trace."""

import json

import pytest

from playground.catalogue import video_model, video_models
from playground.catalogue.parameter import Value
from playground.catalogue.payload import request_fields, request_text, with_addresses
from playground.catalogue.pricing import Prices, quote
from playground.catalogue.reading import read
from playground.catalogue.turning import turned, unturned
from playground.catalogue.validation import problems
from playground.connection import SIMULATOR_PRICES
from playground.simulator.rules import rules_for

from .paper import KLING_OMNI

GEMINI = video_model("gemini_omni_flash")
EDITOR = video_model("gemini-omni-flash-preview-official")
CLIP, PHOTO = "https://example.com/in.mp4", "https://example.com/in.jpg"


def form(**raw: str | list[str]) -> dict[str, Value]:
    """What Gemini's form holds."""
    return read(GEMINI, {"prompt": "Make it night", "duration": "10", "resolution": "1080p", **raw})


def test_without_a_video_nothing_turns():
    """The form's own model, with its own values."""
    values = form(image_urls=[PHOTO])
    assert turned(GEMINI, values) == (GEMINI, values)


def test_a_video_makes_an_edit():
    """The other id, the video as an object, the task named, no ratio, no images, the one resolution."""
    model, values = turned(GEMINI, form(source_video=[CLIP], image_urls=[PHOTO, PHOTO], aspect_ratio="9:16"))
    assert list(request_fields(model, values).items()) == [
        ("model", "gemini-omni-flash-preview-official"),
        ("prompt", "Make it night"),
        ("duration", 10),
        ("resolution", "720p"),
        ("video_list", [{"video_url": CLIP}]),
        ("metadata", {"task": "edit"}),
    ]
    assert problems(model, values) == []
    assert model.mode(values) == "Edit video"


def test_the_simulators_own_rules_take_the_edit():
    """What the panel makes is what the gateway's page describes."""
    sent = json.loads(request_text(request_fields(*turned(GEMINI, form(source_video=[CLIP])))))
    rules = rules_for(sent["model"])
    assert rules is not None
    assert rules.complaint(sent) is None


def test_the_source_is_never_a_field_of_its_own():
    """Without a path it only steers: Gemini's own request does not change."""
    assert "source_video" not in request_text(request_fields(GEMINI, form(source_video=[CLIP])))


def test_the_price_follows():
    """Ten seconds of an edit cost what the editing model costs."""
    prices = Prices.from_toml(SIMULATOR_PRICES.read_text())
    assert quote(prices, *turned(GEMINI, form(source_video=[CLIP]))) == 30_000


def test_an_edit_opens_the_form_that_made_it():
    """From the take's own values to the form's, and to the same request again."""
    model, values = turned(GEMINI, form(source_video=[CLIP]))
    base, back = unturned(video_models(), model, values)
    assert (base, back["source_video"], back["duration"]) == (GEMINI, [CLIP], 10)
    assert turned(base, back) == (model, values)


@pytest.mark.parametrize("more", [{"temperature": 1}, {"video_list": []}, {"resolution": "4k"}])
def test_what_the_form_cannot_say_stays_with_its_own_model(more: dict[str, Value]):
    """A temperature, or no clip at all: the editing model's own form."""
    model, values = turned(GEMINI, form(source_video=[CLIP]))
    assert unturned(video_models(), model, {**values, **more})[0] is EDITOR


def test_addresses_take_the_place_of_uploads():
    """Lists, objects with their roles, and the list of images under no name."""
    values = read(KLING_OMNI, {"video_list": ["upload:a.mp4"], "video_list.refer_type": ["feature"]})
    placed = with_addresses(KLING_OMNI, values, [("video_list", CLIP)])
    assert placed["video_list"] == [{"video_url": CLIP, "refer_type": "feature", "keep_original_sound": "no"}]
    assert with_addresses(GEMINI, form(), [("", PHOTO)])["image_urls"] == [PHOTO]
    assert with_addresses(GEMINI, form(), [("gone", PHOTO)]) == form()
