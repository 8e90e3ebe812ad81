"""The gateway's own rules."""

from typing import Any

import pytest

from playground.simulator.account import price
from playground.simulator.rules import rules_for
from playground.simulator.rules.model_rules import Shape

IMAGE = "https://example.com/a.jpg"


def complaint(**fields: Any) -> str | None:
    request = {"model": "gemini_omni_flash", "prompt": "sea", **fields}
    rules = rules_for(request["model"])
    assert rules is not None
    return rules.complaint(request)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"duration": 4, "aspect_ratio": "9:16", "resolution": "720P"},
        {"duration": 10.0, "resolution": "1080p"},
        {"image_urls": []},
        {"image_urls": [IMAGE]},
        {"image_urls": [IMAGE] * 3},
        {"unknown_field": True},
        {"model": "gemini-omni-flash", "resolution": "720p"},
    ],
)
def test_documented_requests_pass(fields: dict[str, Any]) -> None:
    """What the guide pages show is accepted."""
    assert complaint(**fields) is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"prompt": " \n"}, "prompt is required"),
        ({"prompt": None}, "prompt is required"),
        ({"duration": "6"}, "must be a number"),
        ({"duration": True}, "must be a number"),
        ({"duration": 5}, "4, 6, 10"),
        ({"aspect_ratio": "1:1"}, "16:9, 9:16"),
        ({"resolution": "720p"}, "720P, 1080p"),
        ({"resolution": "1080P"}, "720P, 1080p"),
        ({"resolution": "1080p", "aspect_ratio": "9:16"}, "only supported with aspect_ratio 16:9"),
        ({"image_urls": [IMAGE] * 2}, "0, 1 or 3 images, got 2"),
        ({"image_urls": [IMAGE] * 4}, "0, 1 or 3 images, got 4"),
        ({"image_urls": IMAGE}, "must be a list"),
        ({"image_urls": ["data:image/png;base64,AA=="]}, "base64"),
        ({"image_urls": ["upload:a.png"]}, "invalid image_url"),
        ({"image_urls": [{"url": IMAGE}]}, "invalid image_url"),
    ],
)
def test_other_requests_are_refused_in_words(fields: dict[str, Any], words: str) -> None:
    """Each rule of the page has its own complaint."""
    assert words in (complaint(**fields) or "")


def test_model_ids_are_matched_letter_by_letter() -> None:
    """An alias is known, another letter case is not."""
    assert rules_for("gemini_omni") is rules_for("gemini_omni_flash")
    assert rules_for("Gemini_Omni_Flash") is None
    assert rules_for(["gemini_omni_flash"]) is None


@pytest.mark.parametrize(
    ("fields", "shape"),
    [
        ({}, Shape(1280, 720, 6, "720P")),
        ({"aspect_ratio": "9:16", "duration": 4}, Shape(720, 1280, 4, "720P")),
        ({"resolution": "1080p", "duration": 10}, Shape(1920, 1080, 10, "1080p")),
    ],
)
def test_the_ordered_film_has_the_asked_size(fields: dict[str, Any], shape: Shape) -> None:
    """Ratio, resolution and duration are those of the request."""
    rules = rules_for("gemini_omni_flash")
    assert rules is not None
    assert rules.shape(fields) == shape


def test_prices_count_seconds_and_resolution() -> None:
    """Two credits a second at 720P, three at 1080p, under every alias."""
    assert price("gemini_omni_flash", Shape(1280, 720, 6, "720P")) == 12_000
    assert price("gemini-omni-flash", Shape(1920, 1080, 10, "1080p")) == 30_000
