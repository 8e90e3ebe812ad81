"""The rules of HappyHorse and Vidu."""

from typing import Any

import pytest

from tests.unit.simulator.families.asked import CLIP, IMAGE, complaint, films

ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    ("happyhorse-1.1", {"aspect_ratio": "4:3", "resolution": "720P", "watermark": False}),
    ("happyhorse-1.1", {"prompt": "", "image_urls": [IMAGE]}),
    ("happyhorse-1.1", {"action": "reference-to-video", "reference_images": [IMAGE] * 9}),
    (
        "happyhorse-1.1",
        {"action": "video-edit", "url": CLIP, "reference_images": [IMAGE] * 5, "audio_setting": "origin"},
    ),
    ("viduq3-pro", {"duration": 1, "resolution": "540p", "image_urls": [IMAGE] * 2, "aspect_ratio": "4:3"}),
    ("viduq3", {"image_urls": [IMAGE] * 7, "metadata": {"subjects": [{"name": "a", "images": [IMAGE] * 3}]}}),
    ("viduq3-turbo", {"audio": False, "metadata": {"audio_type": "sound-effect_only", "off_peak": True}}),
    ("viduq3-pro-fast", {"image_urls": [IMAGE], "duration": 5, "resolution": "1080P"}),
    ("viduq3-mix", {"image_urls": [IMAGE], "video_list": films()}),
    ("viduq3-ad", {"url": CLIP}),
]

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("happyhorse-1.1", {"prompt": ""}, "prompt is required"),
    ("happyhorse-1.1", {"action": "edit"}, "action must be one of"),
    ("happyhorse-1.1", {"action": "image-to-video"}, "image_urls is required"),
    ("happyhorse-1.1", {"action": "video-edit"}, "url is required"),
    ("happyhorse-1.1", {"action": "reference-to-video"}, "reference_images is required"),
    ("happyhorse-1.1", {"reference_images": [IMAGE]}, "reference_images is only supported with action"),
    (
        "happyhorse-1.1",
        {"action": "video-edit", "url": CLIP, "reference_images": [IMAGE] * 6},
        "reference_images supports at most 5 with action video-edit",
    ),
    ("happyhorse-1.1", {"url": CLIP}, "url is only supported with action video-edit"),
    ("happyhorse-1.1", {"audio_setting": "auto"}, "audio_setting is only supported with action video-edit"),
    ("happyhorse-1.1", {"image_urls": [IMAGE], "aspect_ratio": "1:1"}, "aspect_ratio is only supported with"),
    ("happyhorse-1.1", {"resolution": "720p"}, "resolution must be one of 720P, 1080P"),
    ("happyhorse-1.1", {"duration": 16}, "duration must be a whole number from 3 to 15"),
    ("viduq3", {}, "image_urls is required"),
    ("viduq3", {"image_urls": [IMAGE], "duration": 2}, "duration must be a whole number from 3 to 16"),
    ("viduq3", {"image_urls": [IMAGE] * 8}, "image_urls supports at most 7"),
    ("viduq3-pro", {"image_urls": [IMAGE] * 3}, "image_urls supports at most 2"),
    ("viduq3-pro", {"duration": 17}, "duration must be a whole number from 1 to 16"),
    ("viduq3-pro", {"prompt": "x" * 5001}, "prompt must be at most 5000"),
    ("viduq3-pro", {"aspect_ratio": "wide"}, "aspect_ratio must be like 16:9"),
    ("viduq3-pro", {"metadata": {"subjects": []}, "resolution": "720P"}, "resolution must be one of 540p"),
    ("viduq3-pro", {"metadata": {"subjects": [{"images": [IMAGE]}]}}, "subjects is only supported by viduq3"),
    (
        "viduq3",
        {"image_urls": [IMAGE], "metadata": {"subjects": [{"images": [IMAGE] * 4}]}},
        "metadata.subjects[0].images must be at most 3",
    ),
    ("viduq3-pro", {"metadata": {"audio_type": "speech-only"}}, "metadata.audio_type must be one of"),
    ("viduq3-pro", {"subjects": [{"images": [IMAGE]}]}, "subjects must be sent as metadata.subjects"),
    ("viduq3-pro-fast", {"url": CLIP}, "image_urls is required"),
    ("viduq3-ad", {}, "image_urls, url or video_list is required"),
    ("viduq3-mix", {"image_urls": [IMAGE]}, "url or video_list is required"),
    ("viduq3-ad", {"url": CLIP, "video_list": films()}, "url cannot be used together with video_list"),
    ("viduq3-ad", {"url": CLIP, "resolution": "720p"}, "resolution must be one of 720P, 1080P"),
    ("viduq3-ad", {"url": CLIP, "duration": 6}, "duration must be one of 5"),
]


@pytest.mark.parametrize(("model", "fields"), ACCEPTED)
def test_documented_requests_pass(model: str, fields: dict[str, Any]) -> None:
    """What the model's page shows is accepted."""
    assert complaint(model, fields) is None


@pytest.mark.parametrize(("model", "fields", "words"), REFUSED)
def test_each_trap_has_its_complaint(model: str, fields: dict[str, Any], words: str) -> None:
    """What the page excludes is refused, and the words name the field."""
    assert words in (complaint(model, fields) or "")
