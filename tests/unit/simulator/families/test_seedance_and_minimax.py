"""The rules of Seedance and MiniMax."""

from typing import Any

import pytest

from tests.unit.simulator.families.asked import CLIP, DATA, IMAGE, SOUND, complaint, films, roles

ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    ("seedance-2", {"duration": 0, "aspect_ratio": "adaptive", "resolution": "4k", "seed": 7}),
    ("seedance-2", {"prompt": None, "image_with_roles": roles("first_frame", "last_frame"), "duration": -1}),
    ("seedance-2", {"image_urls": ["asset://abc"], "generate_audio": False, "return_last_frame": True}),
    (
        "seedance-2-fast",
        {"image_with_roles": roles(*["reference_image"] * 9, url=DATA), "resolution": "480p"},
    ),
    ("seedance-2-mini", {"duration": 15, "tools": [{"type": "web_search"}]}),
    (
        "seedance-2-mini",
        {
            "video_with_roles": roles("reference_video", url=CLIP),
            "audio_with_roles": roles("reference_audio", url=SOUND),
        },
    ),
    (
        "seedance-2-5",
        {"duration": 30, "output_format": "mov", "audio_with_roles": roles("reference_audio", url=SOUND)},
    ),
    (
        "seedance-2-5",
        {"video_operation": "edit", "video_with_roles": roles("reference_video", url=CLIP), "duration": -1},
    ),
    (
        "seedance-2-5",
        {"video_operation": "extend", "video_with_roles": roles("reference_video", url=CLIP), "duration": 8},
    ),
    ("doubao-seedance-1-5-pro", {"image_urls": [IMAGE] * 2, "metadata": {"resolution": "1080p", "seed": -1}}),
    ("doubao-seedance-1-0-pro-quality", {"image_with_roles": roles("last_frame"), "resolution": "1080p"}),
    ("doubao-seedance-1-0-pro-fast", {"duration": 2, "metadata": {"seed": 4294967295}}),
    ("MiniMax-H3", {"resolution": "2K", "image_urls": [IMAGE] * 9, "aspect_ratio": "adaptive"}),
    (
        "MiniMax-H3",
        {"image_with_roles": roles("reference_image"), "audio_with_roles": roles("reference_audio")},
    ),
    ("MiniMax-Hailuo-2.3", {"resolution": "1080P", "duration": 6, "metadata": {"prompt_optimizer": False}}),
    ("MiniMax-Hailuo-2.3-Fast", {"image_urls": [IMAGE], "duration": 10}),
    ("MiniMax-Hailuo-02", {"prompt": "", "image_urls": [IMAGE], "metadata": {"last_frame_image": IMAGE}}),
]

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("seedance-2", {"prompt": None}, "prompt is required"),
    ("seedance-2", {"duration": 3}, "duration must be a whole number from 4 to 15 or 0 or -1"),
    ("seedance-2-mini", {"duration": 0}, "duration must be a whole number from 4 to 15"),
    ("seedance-2-fast", {"resolution": "1080p"}, "resolution must be one of 480p, 720p"),
    ("seedance-2", {"aspect_ratio": "3:2"}, "aspect_ratio must be one of"),
    (
        "seedance-2",
        {"image_urls": [IMAGE], "image_with_roles": roles("first_frame")},
        "image_urls cannot be used together with image_with_roles",
    ),
    (
        "seedance-2",
        {"image_with_roles": roles("first_frame", "reference_image")},
        "cannot be used together with references",
    ),
    (
        "seedance-2",
        {"image_with_roles": roles(*["reference_image"] * 10)},
        "at most 9 with role reference_image",
    ),
    (
        "seedance-2",
        {"audio_with_roles": roles("reference_audio", url=SOUND)},
        "audio_with_roles needs an image or a video",
    ),
    ("seedance-2-mini", {"video_with_roles": roles(*["reference_video"] * 4, url=CLIP)}, "at most 3 each"),
    (
        "seedance-2",
        {"video_list": films()},
        "video_list is not supported by seedance-2, use video_with_roles",
    ),
    (
        "seedance-2",
        {"tools": [{"type": "web_search"}], "image_urls": [IMAGE]},
        "only supported for text-only requests",
    ),
    ("seedance-2", {"tools": ["web_search"]}, "tools must be a list of objects"),
    ("seedance-2-5", {"video_operation": "edit"}, "video_with_roles is required"),
    (
        "seedance-2-5",
        {"video_operation": "edit", "video_with_roles": roles("reference_video"), "duration": 5},
        "duration must be -1 for edit",
    ),
    ("seedance-2-5", {"image_with_roles": roles("first_frame"), "duration": 5}, "duration must be -1"),
    (
        "seedance-2-5",
        {"image_with_roles": roles("first_frame"), "aspect_ratio": "1:1"},
        "aspect_ratio must be adaptive",
    ),
    ("seedance-2-5", {"duration": 0}, "duration must be a whole number from 4 to 30 or -1"),
    ("seedance-2-5", {"image_urls": [IMAGE]}, "use image_with_roles"),
    (
        "seedance-2-5",
        {"audio_with_roles": roles(*["reference_audio"] * 11)},
        "audio_with_roles supports at most 10",
    ),
    ("seedance-2-5", {"output_format": "webm"}, "output_format must be one of mp4, mov"),
    ("doubao-seedance-1-5-pro", {"resolution": "720p"}, "resolution must be sent as metadata.resolution"),
    ("doubao-seedance-1-5-pro", {"seed": 1}, "seed must be sent as metadata.seed"),
    (
        "doubao-seedance-1-5-pro",
        {"image_with_roles": roles("reference")},
        "role must be one of first_frame, last_frame",
    ),
    ("doubao-seedance-1-5-pro", {"duration": 13}, "duration must be a whole number from 4 to 12"),
    (
        "doubao-seedance-1-0-pro-fast",
        {"image_with_roles": roles("last_frame")},
        "role last_frame is only supported",
    ),
    (
        "doubao-seedance-1-0-pro-fast",
        {"image_with_roles": roles("reference"), "resolution": "1080p"},
        "resolution 1080p is not supported with",
    ),
    ("doubao-seedance-1-0-pro-fast", {"metadata": {"resolution": "720p"}}, "must be sent as resolution"),
    ("MiniMax-H3", {"resolution": "2k"}, "resolution must be one of 2K, 768p"),
    ("MiniMax-H3", {"resolution": "768P"}, "resolution must be one of 2K, 768p"),
    ("MiniMax-H3", {"aspect_ratio": "adaptive"}, "aspect_ratio adaptive needs"),
    ("MiniMax-H3", {"image_urls": [IMAGE] * 10}, "image_urls supports at most 9"),
    (
        "MiniMax-H3",
        {"audio_with_roles": roles("reference_audio")},
        "audio_with_roles needs an image or a video",
    ),
    (
        "MiniMax-H3",
        {"image_urls": [IMAGE], "video_with_roles": roles("reference_video")},
        "cannot be used together with references",
    ),
    (
        "MiniMax-H3",
        {
            "image_urls": [IMAGE] * 9,
            "video_with_roles": roles(*["reference_video"] * 3),
            "audio_with_roles": roles("reference_audio"),
        },
        "at most 12 together",
    ),
    (
        "MiniMax-Hailuo-2.3",
        {"resolution": "1080P", "duration": 10},
        "1080P is only supported with duration 6",
    ),
    ("MiniMax-Hailuo-2.3", {"resolution": "768p"}, "resolution must be one of 768P, 1080P"),
    ("MiniMax-Hailuo-2.3", {"aspect_ratio": "16:9"}, "aspect_ratio is not supported"),
    ("MiniMax-Hailuo-2.3", {"prompt": "x" * 2001}, "prompt must be at most 2000"),
    ("MiniMax-Hailuo-2.3-Fast", {}, "image_urls is required"),
    ("MiniMax-Hailuo-02", {"prompt": ""}, "prompt is required"),
    ("MiniMax-Hailuo-02", {"metadata": {"last_frame_image": IMAGE}}, "last_frame_image needs image_urls"),
    (
        "MiniMax-Hailuo-02",
        {"image_urls": [IMAGE], "resolution": "512P", "metadata": {"last_frame_image": IMAGE}},
        "not supported with resolution 512P",
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
