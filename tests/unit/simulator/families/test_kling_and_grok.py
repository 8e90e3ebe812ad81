"""The rules of Kling, Grok and Wan."""

from typing import Any

import pytest

from tests.unit.simulator.families.asked import CLIP, IMAGE, complaint, films, roles

ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    ("kling-v2-6", {"mode": "pro", "audio": True, "duration": 10, "negative_prompt": "rain"}),
    ("kling-v2-6", {"image_with_roles": roles("first_frame", "last_frame"), "reference_images": [IMAGE]}),
    ("kling-v3", {"mode": "std", "audio": True, "duration": 3, "metadata": {"negative_prompt": "rain"}}),
    ("kling-3.0-turbo", {"reference_images": [IMAGE] * 2, "resolution": "1080p", "duration": 15}),
    ("kling-3.0-turbo", {"aspect_ratio": "1:1"}),
    ("kling-v3-omni", {"video_list": films(refer_type="feature", keep_original_sound="yes"), "duration": 15}),
    ("kling-video-o1", {"duration": 10, "audio": True}),
    (
        "grok-video-1.0",
        {"image": IMAGE, "reference_images": [IMAGE] * 7, "duration": 1, "aspect_ratio": "3:2"},
    ),
    ("grok-video-1.5", {"image": IMAGE, "resolution": "480p", "duration": 15}),
    ("grok-imagine-1.0-video", {"duration": 30, "quality": "720p", "image_urls": [IMAGE] * 7}),
    ("wan2.6", {"image_urls": [IMAGE], "duration": 15, "prompt_extend": False, "shot_type": "multi"}),
    ("wan2.6", {"metadata": {"reference_urls": [CLIP]}, "aspect_ratio": "4:3", "negative_prompt": "x"}),
    ("wan2.6-flash", {"prompt": None, "image_urls": [IMAGE], "audio": False}),
    ("wan3.0-video", {"ratio": "3:4", "duration": 30, "reference_images": [IMAGE] * 10}),
]

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("kling-v2-6", {"audio": True}, "audio is only supported with mode pro"),
    ("kling-v2-6", {"resolution": "720p"}, "resolution is not supported by kling-v2-6, use mode"),
    (
        "kling-v2-6",
        {"image_urls": [IMAGE]},
        "image_urls is not supported by kling-v2-6, use reference_images",
    ),
    ("kling-v2-6", {"duration": 7}, "duration must be one of 5, 10"),
    ("kling-v2-6", {"prompt": "x" * 2501}, "prompt must be at most 2500 characters"),
    ("kling-v2-6", {"mode": "Pro"}, "mode must be one of std, pro"),
    ("kling-v2-6", {"metadata": {"negative_prompt": "x"}}, "must be sent as negative_prompt"),
    ("kling-v2-6", {"image_with_roles": roles("first frame")}, "image_with_roles[0].role must be one of"),
    ("kling-v2-6", {"image_with_roles": [{"url": IMAGE}]}, "role is required"),
    ("kling-v3", {"negative_prompt": "rain"}, "negative_prompt must be sent as metadata.negative_prompt"),
    ("kling-v3", {"watermark": True}, "watermark must be sent as metadata.watermark"),
    ("kling-v3", {"duration": 2}, "duration must be a whole number from 3 to 15"),
    ("kling-v3", {"image_with_roles": roles("first_frame") * 2}, "at most 1 with role first_frame"),
    ("kling-3.0-turbo", {"mode": "pro"}, "mode is not supported by kling-3.0-turbo, use resolution"),
    (
        "kling-3.0-turbo",
        {"aspect_ratio": "1:1", "reference_images": [IMAGE]},
        "aspect_ratio cannot be used together",
    ),
    (
        "kling-v3-omni",
        {"audio": True, "video_list": films()},
        "audio cannot be used together with video_list",
    ),
    ("kling-v3-omni", {"video_list": films(refer_type="edit")}, "video_list[0].refer_type must be one of"),
    (
        "kling-v3-omni",
        {"video_list": films(keep_original_sound="true")},
        "keep_original_sound must be one of yes, no",
    ),
    ("kling-v3-omni", {"image_urls": [IMAGE]}, "use metadata.image_list"),
    (
        "kling-v3-omni",
        {"metadata": {"image_list": [{"image_url": IMAGE, "type": "end_frame"}]}},
        "end_frame needs a first_frame",
    ),
    (
        "kling-v3-omni",
        {"image_list": [{"image_url": IMAGE}]},
        "image_list must be sent as metadata.image_list",
    ),
    ("kling-video-o1", {"duration": 11}, "duration must be a whole number from 3 to 10"),
    ("grok-video-1.0", {"image": IMAGE, "reference_images": [IMAGE] * 8}, "at most 8 together, got 9"),
    ("grok-video-1.0", {"image": [IMAGE]}, "invalid image_url (image)"),
    ("grok-video-1.0", {"resolution": "1080p"}, "resolution must be one of 480p, 720p"),
    ("grok-video-1.5", {}, "image is required"),
    ("grok-video-1.5", {"image_urls": [IMAGE]}, "use image"),
    ("grok-video-1.5", {"image": IMAGE, "duration": 16}, "duration must be a whole number from 1 to 15"),
    ("grok-imagine-1.0-video", {"duration": "6"}, "duration must be a number"),
    ("grok-imagine-1.0-video", {"duration": 5}, "duration must be a whole number from 6 to 30"),
    (
        "grok-imagine-1.0-video",
        {"resolution": "720p"},
        "resolution is not supported by grok-imagine-1.0-video, use quality",
    ),
    ("grok-imagine-1.0-video", {"image_urls": [IMAGE] * 8}, "image_urls supports at most 7"),
    ("wan2.6", {"image_urls": [IMAGE], "metadata": {"reference_urls": [CLIP]}}, "cannot be used together"),
    (
        "wan2.6",
        {"image_urls": [IMAGE], "aspect_ratio": "1:1"},
        "aspect_ratio cannot be used together with image_urls",
    ),
    ("wan2.6", {"image_urls": [IMAGE] * 2}, "image_urls supports at most 1"),
    ("wan2.6", {"duration": 8}, "duration must be one of 5, 10, 15"),
    ("wan2.6", {"reference_urls": [CLIP]}, "reference_urls must be sent as metadata.reference_urls"),
    ("wan2.6-flash", {}, "image_urls or metadata.reference_urls is required"),
    (
        "wan2.6-flash",
        {"image_urls": [IMAGE], "aspect_ratio": "1:1"},
        "aspect_ratio is not supported by wan2.6-flash",
    ),
    ("wan3.0-video", {"aspect_ratio": "16:9"}, "aspect_ratio is not supported by wan3.0-video, use ratio"),
    ("wan3.0-video", {"video_list": films(6)}, "video_list supports at most 5"),
    (
        "wan3.0-video",
        {"image_with_roles": roles("first_frame"), "video_list": films()},
        "image_with_roles cannot be used together",
    ),
]


@pytest.mark.parametrize(("model", "fields"), ACCEPTED)
def test_documented_requests_pass(model: str, fields: dict[str, Any]) -> None:
    """What the model's page shows is accepted."""
    assert complaint(model, fields) is None


@pytest.mark.parametrize(("model", "fields", "words"), REFUSED)
def test_each_trap_has_its_complaint(model: str, fields: dict[str, Any], words: str) -> None:
    """What the page excludes is refused, and the words name the field."""
    assert words in (complaint(model, fields) or "")
