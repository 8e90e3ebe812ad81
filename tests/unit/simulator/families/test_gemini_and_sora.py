"""The rules of Gemini Omni Flash (official), Sora 2 and Veo 3.1."""

from typing import Any

import pytest

from tests.unit.simulator.families.asked import CLIP, DATA, IMAGE, complaint, films

ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    ("gemini_omni_flash", {"image_urls": [IMAGE] * 3, "unknown": 1}),
    ("gemini-omni-flash-preview-official", {"duration": 1, "resolution": "720p", "image_urls": [IMAGE] * 10}),
    (
        "gemini-omni-flash-preview-official",
        {"video_list": films(3), "metadata": {"task": "edit", "topP": 0.95}},
    ),
    ("gemini-omni-flash-preview-official", {"metadata": {"temperature": 2.0, "candidate_count": 1}}),
    ("sora-2-vvip", {"duration": 12, "aspect_ratio": "9:16", "thumbnail": True, "image_urls": [IMAGE] * 2}),
    ("sora-2-vvip", {"metadata": {"n": 4, "style": "anime", "character_timestamps": "1,3"}}),
    ("sora-2-official", {"duration": 4, "aspect_ratio": "16:9", "image_urls": [IMAGE]}),
    ("veo3.1-quality", {"duration": 8, "image_urls": [IMAGE] * 2, "metadata": {"resolution": "4k"}}),
    (
        "veo3.1-fast",
        {"image_urls": [IMAGE] * 3, "metadata": {"generation_type": "reference", "enable_gif": True}},
    ),
    ("Veo3.1-quality-official", {"size": "9:16", "resolution": "4k", "duration": 6}),
    ("Veo3.1-fast-official", {"image_urls": [IMAGE], "metadata": {"lastFrame": IMAGE, "resizeMode": "pad"}}),
    ("Veo3.1-lite-official", {"resolution": "720p", "metadata": {"referenceImages": [IMAGE] * 3}}),
]

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("gemini_omni_flash", {"video_list": films()}, "video_list is not supported by gemini_omni_flash"),
    ("gemini_omni_flash", {"metadata": {"resolution": "1080p"}}, "must be sent as resolution"),
    ("gemini_omni_flash", {"metadata": "x"}, "metadata must be an object"),
    ("gemini-omni-flash-preview-official", {"prompt": ""}, "prompt is required"),
    ("gemini-omni-flash-preview-official", {"duration": 11}, "duration must be a whole number from 1 to 10"),
    ("gemini-omni-flash-preview-official", {"duration": 5.5}, "duration must be a whole number"),
    ("gemini-omni-flash-preview-official", {"resolution": "720P"}, "resolution must be one of 720p"),
    ("gemini-omni-flash-preview-official", {"image_urls": [IMAGE] * 11}, "image_urls supports at most 10"),
    ("gemini-omni-flash-preview-official", {"image_urls": [DATA]}, "base64 image is not allowed"),
    ("gemini-omni-flash-preview-official", {"video_list": films(4)}, "video_list supports at most 3"),
    ("gemini-omni-flash-preview-official", {"video_list": [CLIP]}, "video_list must be a list of objects"),
    (
        "gemini-omni-flash-preview-official",
        {"video_list": films(), "image_urls": [IMAGE]},
        "cannot be used together",
    ),
    ("gemini-omni-flash-preview-official", {"metadata": {"task": "edit"}}, "task edit needs video_list"),
    ("gemini-omni-flash-preview-official", {"metadata": {"task": "Edit"}}, "metadata.task must be one of"),
    ("gemini-omni-flash-preview-official", {"task": "edit"}, "task must be sent as metadata.task"),
    ("gemini-omni-flash-preview-official", {"metadata": {"temperature": 2.5}}, "metadata.temperature"),
    ("gemini-omni-flash-preview-official", {"metadata": {"topP": 1.1}}, "metadata.topP"),
    ("sora-2-vvip", {"duration": 10}, "duration must be one of 4, 8, 12"),
    ("sora-2-vvip", {"resolution": "720p"}, "resolution is not supported by sora-2-vvip"),
    ("sora-2-vvip", {"style": "anime"}, "style must be sent as metadata.style"),
    ("sora-2-vvip", {"metadata": {"n": 5}}, "metadata.n must be a whole number from 1 to 4"),
    ("sora-2-vvip", {"metadata": {"style": "Anime"}}, "metadata.style must be one of"),
    (
        "sora-2-vvip",
        {"metadata": {"character_timestamps": "1,9"}},
        "timestamps range must be between 1-3 seconds",
    ),
    ("sora-2-vvip", {"metadata": {"watermark": "yes"}}, "metadata.watermark must be true or false"),
    ("sora-2-official", {"aspect_ratio": "1:1"}, "aspect_ratio must be one of 9:16, 16:9"),
    ("sora-2-official", {"image_urls": IMAGE}, "image_urls must be a list"),
    ("veo3.1-fast", {"duration": 6}, "duration must be one of 8"),
    ("veo3.1-fast", {"resolution": "1080p"}, "resolution must be sent as metadata.resolution"),
    ("veo3.1-fast", {"metadata": {"resolution": "4K"}}, "metadata.resolution must be one of 720p, 1080p, 4k"),
    ("veo3.1-fast", {"image_urls": [IMAGE] * 4}, "image_urls supports at most 3"),
    (
        "veo3.1-lite",
        {"image_urls": [IMAGE] * 3, "metadata": {"generation_type": "frame"}},
        "at most 2 images",
    ),
    ("veo3.1-quality", {"image_urls": [IMAGE] * 3}, "not supported by veo3.1-quality"),
    ("veo3.1-quality", {"metadata": {"generation_type": "reference"}}, "not supported by veo3.1-quality"),
    (
        "veo3.1-fast",
        {"metadata": {"enable_gif": True, "resolution": "4k"}},
        "metadata.enable_gif is not supported",
    ),
    (
        "Veo3.1-fast-official",
        {"aspect_ratio": "9:16"},
        "aspect_ratio is not supported by Veo3.1-fast-official, use size",
    ),
    ("Veo3.1-fast-official", {"duration": 5}, "duration must be one of 4, 6, 8"),
    ("Veo3.1-fast-official", {"metadata": {"resolution": "1080p"}}, "must be sent as resolution"),
    ("Veo3.1-lite-official", {"resolution": "1080p"}, "resolution must be 720p"),
    ("Veo3.1-fast-official", {"metadata": {"lastFrame": IMAGE}}, "metadata.lastFrame needs image_urls"),
    (
        "Veo3.1-fast-official",
        {"metadata": {"generateAudio": "no"}},
        "metadata.generateAudio must be true or false",
    ),
    (
        "Veo3.1-fast-official",
        {"image_urls": [IMAGE], "metadata": {"referenceImages": [IMAGE]}},
        "metadata.referenceImages cannot be used together with image_urls",
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
