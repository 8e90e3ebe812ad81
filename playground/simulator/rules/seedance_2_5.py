"""Seedance 2.5: generate, edit or extend; what fits the fields but not the task fails later, not at once."""

from playground.simulator.rules.checks import (
    checked,
    flags,
    forbid,
    given,
    one_of,
    prompt,
    required,
    texts,
    whole,
)
from playground.simulator.rules.listings import count, has_role, reads, roles, web_search
from playground.simulator.rules.model_rules import Fields, ModelRules, film

_RATIOS = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "adaptive")
_LISTS = ("image_with_roles", "video_with_roles", "audio_with_roles")
_PICTURES = ("https", "http", "data", "asset")
_framed = has_role("first_frame", "last_frame")


def _reworks(fields: Fields) -> bool:
    return fields.get("video_operation") in ("edit", "extend")


def _automatic(fields: Fields) -> bool:
    # Extend is not among them: its table asks for a positive duration, its prose for -1, so both pass.
    return fields.get("video_operation") == "edit" or (not _reworks(fields) and _framed(fields))


def _regret(fields: Fields) -> str | None:
    mixed = has_role("reference_image")(fields) or given("video_with_roles", "audio_with_roles")(fields)
    if _framed(fields) and mixed:
        return "The task type does not take first_frame or last_frame together with references"
    return None


RULES = ModelRules(
    ("seedance-2-5",),
    checked(
        reads(
            *("video_operation", "duration", "aspect_ratio", "resolution", *_LISTS),
            *("output_format", "generate_audio", "return_last_frame", "tools"),
        ),
        prompt(),
        one_of("video_operation", "generate", "edit", "extend"),
        required("video_with_roles", _reworks),
        whole("duration", 4, 30, -1),
        forbid(
            lambda fields: _automatic(fields) and fields.get("duration") not in (None, -1),
            "duration must be -1 for edit and for first_frame or last_frame",
        ),
        one_of("aspect_ratio", *_RATIOS),
        forbid(
            lambda fields: (
                (_reworks(fields) or _framed(fields)) and fields.get("aspect_ratio") not in (None, "adaptive")
            ),
            "aspect_ratio must be adaptive for edit, extend and first_frame or last_frame",
        ),
        one_of("resolution", "480p", "720p"),
        roles("image_with_roles", 30, schemes=_PICTURES, first_frame=1, last_frame=1, reference_image=30),
        roles("video_with_roles", 10, reference_video=10),
        roles("audio_with_roles", 10, reference_audio=10),
        forbid(
            lambda fields: count(fields, *_LISTS) > 50,
            "image_with_roles, video_with_roles and audio_with_roles support at most 50 together",
        ),
        one_of("output_format", "mp4", "mov"),
        flags("generate_audio", "return_last_frame"),
        web_search,
        texts("trace_id"),
    ),
    film(5, follows=True),
    regret=_regret,
)
