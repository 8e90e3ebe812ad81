"""Seedance 2: first and last frame, or references of three kinds, never both."""

from playground.simulator.rules.checks import (
    WEB,
    apart,
    checked,
    flags,
    forbid,
    given,
    one_of,
    prompt,
    seed,
    texts,
    whole,
)
from playground.simulator.rules.listings import has_role, reads, roles, urls, web_search
from playground.simulator.rules.model_rules import Fields, ModelRules, film

_RATIOS = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "adaptive")
_MATERIAL = ("image_urls", "image_with_roles", "video_with_roles", "audio_with_roles")
_PICTURES = (*WEB, "data", "asset")
_framed = has_role("first_frame", "last_frame")


def _mini(fields: Fields) -> bool:
    return fields.get("model") == "seedance-2-mini"


def _smaller(fields: Fields) -> bool:
    return fields.get("model") in ("seedance-2-fast", "seedance-2-mini")


def _refers(fields: Fields) -> bool:
    return has_role("reference_image")(fields) or given("video_with_roles", "audio_with_roles")(fields)


def _several(fields: Fields) -> bool:
    lists = (fields.get("video_with_roles"), fields.get("audio_with_roles"))
    return any(isinstance(value, list) and len(value) > 3 for value in lists)


RULES = ModelRules(
    ("seedance-2", "seedance-2-fast", "seedance-2-mini"),
    checked(
        reads(
            *("duration", "aspect_ratio", "resolution", *_MATERIAL, "seed"),
            *("generate_audio", "return_last_frame", "tools"),
        ),
        prompt(unless=given(*_MATERIAL)),
        whole("duration", 4, 15, when=_mini),
        whole("duration", 4, 15, 0, -1),
        one_of("aspect_ratio", *_RATIOS),
        one_of("resolution", "480p", "720p", when=_smaller),
        one_of("resolution", "480p", "720p", "1080p", "4k"),
        urls("image_urls", 9, schemes=_PICTURES),
        apart("image_urls", "image_with_roles"),
        roles("image_with_roles", schemes=_PICTURES, first_frame=1, last_frame=1, reference_image=9),
        roles("video_with_roles", reference_video=None),
        roles("audio_with_roles", reference_audio=None),
        forbid(
            lambda fields: _mini(fields) and _several(fields),
            "video_with_roles and audio_with_roles support at most 3 each with seedance-2-mini",
        ),
        forbid(
            lambda fields: _framed(fields) and _refers(fields),
            "image_with_roles first_frame and last_frame cannot be used together with references",
        ),
        forbid(
            lambda fields: fields.get("audio_with_roles") and not given(*_MATERIAL[:3])(fields),
            "audio_with_roles needs an image or a video",
        ),
        flags("generate_audio", "return_last_frame"),
        web_search,
        forbid(
            lambda fields: fields.get("tools") and given(*_MATERIAL)(fields),
            "tools web_search is only supported for text-only requests",
        ),
        seed(),
        texts("trace_id"),
    ),
    film(5, follows=True),
)
