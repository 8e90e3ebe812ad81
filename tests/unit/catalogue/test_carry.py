"""Switching the model keeps what fits, by meaning, and says what it changed or dropped."""

import pytest

from playground.catalogue import video_model
from playground.catalogue.carry import Carried, carry
from playground.catalogue.parameter import Value
from playground.catalogue.payload import request_fields
from playground.catalogue.validation import problems
from playground.catalogue.video_model import VideoModel

from .paper import GEMINI_EDIT, KLING_OMNI, MINIMAX_H3, PAPER, VEO

GEMINI = video_model("gemini_omni_flash")
EDITOR = video_model("gemini_omni_flash_preview_official")
EVERY = (GEMINI, EDITOR, *PAPER)
PHOTO, CLIP = "https://example.com/a.jpg", "https://example.com/a.mp4"


def moved(source: VideoModel, target: VideoModel, **values: Value) -> Carried:
    """The form of one model with these values, as the other's."""
    return carry(source, {**source.defaults(), "prompt": "rain", **values}, target)


def said(carried: Carried) -> str:
    """All notes in words."""
    return " ".join(note.words() for note in carried.notes)


def test_what_fits_goes_along_in_silence():
    """Prompt, ratio, a duration in range, and 720P as 720p: nothing to say."""
    found = moved(GEMINI, GEMINI_EDIT, aspect_ratio="9:16", duration=10)
    kept = {name: found.values[name] for name in ("prompt", "aspect_ratio", "duration", "resolution")}
    assert kept == {"prompt": "rain", "aspect_ratio": "9:16", "duration": 10, "resolution": "720p"}
    assert found.notes == ()


def test_what_is_not_offered_becomes_the_nearest_in_words():
    """A resolution of another model gives way, and the words name both."""
    found = moved(GEMINI, EDITOR, resolution="1080p")
    assert found.values["resolution"] == "720p"
    assert said(found) == "Resolution 1080p is not offered by Gemini Omni Flash Official: 720p instead."


@pytest.mark.parametrize(("seconds", "wanted"), [(15, 10), (3, 4), (7, 6), (6, 6)])
def test_a_duration_becomes_the_nearest(seconds: int, wanted: int):
    """From a range to three choices."""
    assert moved(KLING_OMNI, GEMINI, duration=seconds).values["duration"] == wanted


def test_a_ratio_becomes_the_nearest_shape():
    """A square is nearer to neither: the first; "adaptive" is no shape: the default."""
    assert moved(KLING_OMNI, GEMINI, aspect_ratio="1:1").values["aspect_ratio"] == "16:9"
    found = moved(MINIMAX_H3, GEMINI, aspect_ratio="adaptive", image_with_roles=[{"url": PHOTO}])
    assert found.values["aspect_ratio"] == "16:9"
    assert "Aspect ratio adaptive is not offered by Gemini Omni Flash" in said(found)


def test_a_setting_the_other_lacks_is_dropped_in_words():
    """Only what somebody has set is worth a word."""
    assert "audio on was left out" in said(moved(KLING_OMNI, GEMINI, audio=True))
    assert "audio" not in said(moved(KLING_OMNI, GEMINI))


def test_images_move_into_roles_and_back():
    """Addresses become objects with the default role, in order, and objects become addresses."""
    there = moved(GEMINI, MINIMAX_H3, image_urls=[PHOTO, PHOTO + "?2", PHOTO + "?3"])
    assert there.values["image_with_roles"][0] == {"url": PHOTO, "role": "reference_image"}
    assert list(there.origin["image_with_roles"]) == [("image_urls", 0), ("image_urls", 1), ("image_urls", 2)]
    back = moved(MINIMAX_H3, GEMINI, image_with_roles=there.values["image_with_roles"])
    assert back.values["image_urls"] == [PHOTO, PHOTO + "?2", PHOTO + "?3"]


def test_a_clip_stays_a_clip():
    """A reference video becomes the source of an edit where the other model turns into one."""
    found = moved(KLING_OMNI, GEMINI, video_list=[{"video_url": CLIP, "refer_type": "base"}])
    assert found.values["source_video"] == [CLIP]
    assert moved(GEMINI, GEMINI_EDIT, source_video=[CLIP]).values["video_list"] == [{"video_url": CLIP}]


def test_files_without_a_place_are_counted():
    """A model without any list says how many were left out."""
    found = moved(GEMINI, VEO, image_urls=[PHOTO], source_video=[CLIP])
    assert "veo3 takes no reference images: 1 left out." in said(found)
    assert "veo3 takes no video: 1 left out." in said(found)
    assert found.origin == {}


def test_what_the_other_forbids_gives_way():
    """Each value is offered, both together are not: the mend is applied and its reason said."""
    found = moved(MINIMAX_H3, GEMINI, aspect_ratio="9:16", resolution="2K")
    assert (found.values["aspect_ratio"], found.values["resolution"]) == ("9:16", "720P")
    assert "Resolution is now 720P. 1080p needs 16:9." in said(found)


@pytest.mark.parametrize("source", EVERY, ids=lambda model: model.slug)
@pytest.mark.parametrize("target", EVERY, ids=lambda model: model.slug)
def test_every_switch_ends_in_a_request(source: VideoModel, target: VideoModel):
    """Defaults and a prompt of any model are a valid form of any other; switching back is calm."""
    found = moved(source, target)
    assert problems(target, found.values) == []
    assert request_fields(target, found.values)["prompt"] == "rain"
    assert found.values.keys() == target.defaults().keys()
