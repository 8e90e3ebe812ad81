"""The declaration's shape carries families that are still to come: objects with roles, metadata, fixed values."""

import json

import pytest

from playground.catalogue.flaws import flaws
from playground.catalogue.parameter import Value
from playground.catalogue.payload import request_fields
from playground.catalogue.reading import read, read_request
from playground.catalogue.validation import closed_choices, problems
from playground.catalogue.video_model import VideoModel

from .paper import GEMINI_EDIT, KLING_OMNI, MINIMAX_H3, PAPER, VEO

CLIP, PHOTO = "https://example.com/in.mp4", "https://example.com/in.jpg"
MODELS = pytest.mark.parametrize("model", PAPER, ids=lambda model: model.slug)


def values_of(model: VideoModel, **raw: str | list[str]) -> dict[str, Value]:
    """The values of a form with a prompt."""
    return read(model, {"prompt": "rain", **raw})


def codes(model: VideoModel, **raw: str | list[str]) -> list[tuple[str, str]]:
    """Field and code of each problem."""
    return [(p.field, p.code) for p in problems(model, values_of(model, **raw))]


@MODELS
def test_the_shape_is_sound_and_its_defaults_valid(model: VideoModel):
    """No flaw, nothing to complain about in the defaults, and a declaration that is plain JSON."""
    assert flaws(model) == []
    assert codes(model) == []
    assert json.loads(json.dumps(model.declaration())) == model.declaration()


def test_video_edit_sends_its_task_and_no_ratio():
    """A source video brings metadata.task and takes the aspect ratio away, as the edit channel documents."""
    request = request_fields(GEMINI_EDIT, values_of(GEMINI_EDIT, video_list=[CLIP], temperature="1.0"))
    assert request == {
        "model": "gemini-omni-flash-preview-official",
        "prompt": "rain",
        "duration": 6,
        "resolution": "720p",
        "video_list": [{"video_url": CLIP}],
        "metadata": {"temperature": 1, "task": "edit"},
    }
    assert GEMINI_EDIT.mode(values_of(GEMINI_EDIT, video_list=[CLIP])) == "Edit video"


def test_video_edit_excludes_images():
    """Images and a video together are one problem."""
    assert codes(GEMINI_EDIT, video_list=[CLIP], image_urls=[PHOTO]) == [("video_list", "excluded")]
    assert codes(GEMINI_EDIT, video_list=[CLIP] * 4) == [("video_list", "count")]


def test_kling_places_lists_where_each_belongs():
    """Objects with their roles at the top level, others under metadata, switches only when turned on."""
    raw = {"video_list": [CLIP], "image_list": [PHOTO, PHOTO], "image_list.type": ["first_frame", ""]}
    request = request_fields(KLING_OMNI, values_of(KLING_OMNI, watermark="on", **raw))
    assert request["video_list"] == [{"video_url": CLIP, "refer_type": "base", "keep_original_sound": "no"}]
    images = [{"image_url": PHOTO, "type": "first_frame"}, {"image_url": PHOTO}]
    assert request["metadata"] == {"image_list": images, "watermark": True}
    assert "audio" not in request


def test_kling_closes_audio_beside_a_video():
    """A switch can be forbidden like a choice, with its reason."""
    values = values_of(KLING_OMNI, video_list=[CLIP], audio="on")
    assert closed_choices(KLING_OMNI, values) == {"audio": {True: "No audio with a video."}}
    [problem] = problems(KLING_OMNI, values)
    assert problem.fix == {"audio": False}


def test_kling_end_frame_needs_a_first_frame():
    """One role requires another in the same list."""
    raw = {"image_list": [PHOTO, PHOTO]}
    assert codes(KLING_OMNI, **raw, **{"image_list.type": ["end_frame"]}) == [("image_list", "needed")]
    assert codes(KLING_OMNI, **raw, **{"image_list.type": ["end_frame", "first_frame"]}) == []


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"aspect_ratio": "adaptive"}, ("aspect_ratio", "forbidden")),
        ({"audio_with_roles": [PHOTO]}, ("audio_with_roles", "needed")),
        ({"video_with_roles": [CLIP] * 13}, ("image_with_roles", "count")),
        ({"duration": "16"}, ("duration", "out_of_range")),
        (
            {"image_with_roles": [PHOTO], "image_with_roles.role": ["first_frame"]},
            ("aspect_ratio", "forbidden"),
        ),
        (
            {
                "image_with_roles": [PHOTO] * 2,
                "image_with_roles.role": ["first_frame", "first_frame"],
                "aspect_ratio": "adaptive",
            },
            ("image_with_roles", "count"),
        ),
        (
            {
                "image_with_roles": [PHOTO] * 2,
                "image_with_roles.role": ["first_frame", "reference_image"],
                "aspect_ratio": "adaptive",
            },
            ("image_with_roles", "excluded"),
        ),
    ],
)
def test_minimax_rules_are_each_caught(raw: dict[str, str | list[str]], expected: tuple[str, str]):
    """Ratios by mode, audio never alone, twelve files in all, one first frame, frames or references."""
    assert codes(MINIMAX_H3, **raw) == [expected]


def test_the_model_id_can_be_a_choice_and_resolution_metadata():
    """Veo's variants replace the id in its place; its default resolution is left out."""
    request = request_fields(VEO, values_of(VEO, variant="veo3.1-quality", resolution="4k"))
    assert list(request.items())[:3] == [("model", "veo3.1-quality"), ("prompt", "rain"), ("duration", 8)]
    assert request["metadata"] == {"resolution": "4k"}
    assert "metadata" not in request_fields(VEO, values_of(VEO))


@MODELS
def test_a_request_reads_back(model: VideoModel):
    """Objects, metadata and omitted defaults come back as the values they were made of."""
    lists = {p.name: [CLIP, PHOTO] for p in model.parameters if p.kind == "objects"}
    values = values_of(model, **lists)
    request = request_fields(model, values)
    back, unknown = read_request(model, {**request, "trace_id": "x"})
    assert unknown == {"trace_id": "x"}
    assert request_fields(model, back) == request
