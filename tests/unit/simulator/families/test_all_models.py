"""What holds for every family of rules."""

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.simulator import rules
from playground.simulator.rules import Media, Shape, listed, rules_for
from tests.unit.simulator.families.asked import CLIP, IMAGE, SOUND, films, roles

_IDS = """
    gemini_omni_flash gemini-omni-flash gemini_omni gemini-omni-flash-preview-official
    sora-2-vvip sora-2-official veo3.1-fast veo3.1-quality veo3.1-lite
    Veo3.1-quality-official Veo3.1-fast-official Veo3.1-lite-official
    kling-v2-6 kling-v3 kling-3.0-turbo kling-v3-omni kling-video-o1
    seedance-2 seedance-2-fast seedance-2-mini seedance-2-5
    doubao-seedance-1-5-pro doubao-seedance-1-0-pro-fast doubao-seedance-1-0-pro-quality
    MiniMax-H3 MiniMax-Hailuo-2.3 MiniMax-Hailuo-2.3-Fast MiniMax-Hailuo-02
    wan2.6 wan2.6-flash wan3.0-video grok-video-1.0 grok-video-1.5 grok-imagine-1.0-video happyhorse-1.1
    viduq3-pro viduq3-turbo viduq3 viduq3-pro-fast viduq3-ad viduq3-drama viduq3-mix
"""

_FIELDS = """
    prompt duration aspect_ratio ratio size resolution quality mode audio seed tools action video_operation url image
    image_urls image_with_roles reference_images video_list video_with_roles audio_with_roles negative_prompt
    image_list element_list reference_urls subjects task lastFrame referenceImages character_timestamps n topP
"""
DOCUMENTED, NAMES = _IDS.split(), _FIELDS.split()
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 16)
    | st.floats()
    | st.sampled_from(["", "16:9", "http://[", IMAGE]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["url", "role", "images"]), inner)
    ),
    max_leaves=6,
)
VALUES = JSON | st.sampled_from([[IMAGE], roles("first_frame"), films(), [SOUND], "720p", "pro", "edit", 8])
FIELDS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5)


def shape(model: str, **fields: Any) -> Shape:
    family = rules_for(model)
    assert family is not None
    return family.shape({"model": model, **fields})


def media(model: str, **fields: Any) -> Media:
    family = rules_for(model)
    assert family is not None
    return family.media({"model": model, **fields})


def test_every_documented_model_is_listed() -> None:
    """Each id of the pages, and no other."""
    assert sorted(listed()) == sorted(DOCUMENTED)


def test_a_new_model_is_one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with RULES is found by being there."""
    source = "from playground.simulator.rules.sora2 import RULES as SORA\nfrom dataclasses import replace\n"
    (tmp_path / "brand_new.py").write_text(source + "RULES = replace(SORA, ids=('brand-new',))\n")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    try:
        assert set(rules.found(rules.__path__)) == {*listed(), "brand-new"}
    finally:
        sys.modules.pop("playground.simulator.rules.brand_new", None)


@given(model=st.sampled_from(DOCUMENTED), fields=FIELDS, metadata=FIELDS | JSON)
def test_no_json_breaks_a_rule(model: str, fields: dict[str, Any], metadata: Any) -> None:
    """Whatever is sent is refused in words or makes a film of at least a second."""
    family, request = rules_for(model), {"prompt": "sea", **fields, "model": model, "metadata": metadata}
    assert family is not None
    said = family.complaint(request)
    if said is None:
        ordered, brought = family.shape(request), family.media(request)
        assert (ordered.width % 2, ordered.height % 2, ordered.seconds > 0) == (0, 0, True)
        assert all(isinstance(url, str) for url in (*brought.pictures, *brought.sources))
        assert family.regret(request) is None or model == "seedance-2-5"
    else:
        assert said.startswith("Invalid request: ")


@pytest.mark.parametrize(
    ("model", "fields", "expected"),
    [
        ("sora-2-official", {}, Shape(720, 1280, 4, "720p")),
        ("sora-2-vvip", {"duration": 12}, Shape(1280, 720, 12, "720p")),
        ("veo3.1-fast", {"metadata": {"resolution": "1080p"}}, Shape(1920, 1080, 8, "1080p")),
        ("Veo3.1-fast-official", {"size": "9:16", "duration": 4}, Shape(720, 1280, 4, "720p")),
        ("kling-v2-6", {"mode": "pro", "aspect_ratio": "1:1"}, Shape(1080, 1080, 5, "pro")),
        ("grok-imagine-1.0-video", {"aspect_ratio": "2:3"}, Shape(480, 720, 6, "480p")),
        ("seedance-2", {"aspect_ratio": "21:9", "duration": -1}, Shape(1680, 720, 5, "720p")),
        ("MiniMax-H3", {"aspect_ratio": "3:4"}, Shape(1080, 1440, 5, "2K")),
        ("MiniMax-Hailuo-2.3", {"duration": 10}, Shape(1366, 768, 10, "768P", follows=True)),
        ("wan3.0-video", {"ratio": "9:16", "resolution": "480p"}, Shape(480, 854, 5, "480p")),
        ("viduq3-pro", {"resolution": "540p", "duration": 16}, Shape(960, 540, 16, "540p", follows=True)),
    ],
)
def test_the_film_has_the_ordered_form(model: str, fields: dict[str, Any], expected: Shape) -> None:
    """Ratio, size and seconds under each family's own names, and its own defaults where they are absent."""
    assert shape(model, **fields) == expected


@pytest.mark.parametrize(
    ("model", "fields", "expected"),
    [
        ("gemini_omni_flash", {"image_urls": [IMAGE]}, Media(opening=IMAGE)),
        ("gemini_omni_flash", {"image_urls": ["a", "b", "c"]}, Media(references=("a", "b", "c"))),
        ("sora-2-official", {"image_urls": ["a", "b"]}, Media(opening="a")),
        ("doubao-seedance-1-5-pro", {"image_urls": ["a", "b"]}, Media("a", "b")),
        ("MiniMax-Hailuo-02", {"image_urls": ["a"], "metadata": {"last_frame_image": "b"}}, Media("a", "b")),
        ("kling-3.0-turbo", {"reference_images": ["a", "b"]}, Media(opening="a")),
        ("kling-v2-6", {"image_with_roles": roles("last_frame", url="z")}, Media(closing="z")),
        (
            "kling-v3-omni",
            {"video_list": films(), "metadata": {"image_list": [{"image_url": "a", "type": "first_frame"}]}},
            Media(opening="a", sources=(CLIP,), task="edit"),
        ),
        (
            "kling-v3-omni",
            {"video_list": films(refer_type="feature")},
            Media(sources=(CLIP,), task="video reference"),
        ),
        (
            "happyhorse-1.1",
            {"action": "video-edit", "url": CLIP, "reference_images": ["a"]},
            Media(references=("a",), sources=(CLIP,), task="video edit"),
        ),
        (
            "seedance-2-5",
            {"video_operation": "extend", "video_with_roles": roles("reference_video", url=CLIP)},
            Media(sources=(CLIP,), task="extend"),
        ),
        ("gemini-omni-flash-preview-official", {"video_list": films()}, Media(sources=(CLIP,), task="edit")),
        ("grok-video-1.0", {"image": "a", "reference_images": ["b"]}, Media(opening="a", references=("b",))),
    ],
)
def test_pictures_and_clips_have_their_place(model: str, fields: dict[str, Any], expected: Media) -> None:
    """First and last frame, references, sources, and what is done with them."""
    assert media(model, **fields) == expected


def test_an_edit_takes_the_form_of_its_clip() -> None:
    """The ratio that was sent with an edit is dropped; with another task it counts."""
    model = "gemini-omni-flash-preview-official"
    assert shape(model, video_list=films(), aspect_ratio="9:16").follows
    task = {"task": "reference_to_video"}
    assert shape(model, video_list=films(), aspect_ratio="9:16", metadata=task) == Shape(720, 1280, 6, "720p")


@pytest.mark.parametrize(
    ("model", "size", "fits"),
    [
        ("sora-2-official", (1280, 720), True),
        ("sora-2-official", (1920, 1080), False),
        ("MiniMax-H3", (255, 400), False),
        ("MiniMax-Hailuo-2.3", (301, 400), True),
        ("MiniMax-Hailuo-2.3", (900, 301), False),
        ("happyhorse-1.1", (300, 750), True),
        ("happyhorse-1.1", (299, 500), False),
    ],
)
def test_some_models_mind_the_size_of_a_picture(model: str, size: tuple[int, int], fits: bool) -> None:
    """Pixels and ratios as their pages bound them."""
    family = rules_for(model)
    assert family is not None
    assert family.picture is not None
    assert (family.picture(*size) is None) is fits
