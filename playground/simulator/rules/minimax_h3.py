"""MiniMax H3: frames or references, told apart by roles or by how many bare images there are."""

from playground.simulator.rules.checks import (
    apart,
    checked,
    complaint,
    flags,
    forbid,
    given,
    one_of,
    prompt,
    whole,
)
from playground.simulator.rules.listings import count, has_role, reads, roles, urls
from playground.simulator.rules.model_rules import Fields, ModelRules, film

_RATIOS = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "adaptive")
_LISTS = ("image_urls", "image_with_roles", "video_with_roles", "audio_with_roles")


def _framed(fields: Fields) -> bool:
    return has_role("first_frame", "last_frame")(fields) or count(fields, "image_urls") in (1, 2)


def _refers(fields: Fields) -> bool:
    return has_role("reference_image")(fields) or given("video_with_roles", "audio_with_roles")(fields)


def _picture(width: int, height: int) -> str | None:
    if min(width, height) >= 256 and max(width, height) <= 5760 and 0.4 <= width / height <= 2.5:
        return None
    return complaint(f"image must be 256 to 5760 px with a ratio of 0.4 to 2.5, got {width}x{height}")


RULES = ModelRules(
    ("MiniMax-H3",),
    checked(
        reads("duration", "aspect_ratio", "resolution", *_LISTS, "watermark"),
        prompt(7000),
        whole("duration", 4, 15),
        one_of("resolution", "2K", "768p"),
        one_of("aspect_ratio", *_RATIOS),
        forbid(
            lambda fields: fields.get("aspect_ratio") == "adaptive" and not given(*_LISTS)(fields),
            "aspect_ratio adaptive needs an image or a video",
        ),
        urls("image_urls", 9),
        apart("image_urls", "image_with_roles"),
        roles("image_with_roles", 9, first_frame=1, last_frame=1, reference_image=9),
        roles("video_with_roles", 3, reference_video=3),
        roles("audio_with_roles", 3, reference_audio=3),
        forbid(
            lambda fields: fields.get("audio_with_roles") and not given(*_LISTS[:3])(fields),
            "audio_with_roles needs an image or a video",
        ),
        forbid(
            lambda fields: _framed(fields) and _refers(fields),
            "first_frame and last_frame (1 or 2 image_urls) cannot be used together with references",
        ),
        forbid(
            lambda fields: count(fields, *_LISTS) > 12,
            "images, video_with_roles and audio_with_roles support at most 12 together",
        ),
        flags("watermark"),
    ),
    film(5, "2K", follows=True),
    picture=_picture,
)
