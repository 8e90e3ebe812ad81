"""HappyHorse: an action decides which of its fields count; without one the first frame does."""

from collections.abc import Callable

from playground.simulator.rules.checks import (
    checked,
    complaint,
    flags,
    forbid,
    one_of,
    prompt,
    required,
    seed,
    whole,
)
from playground.simulator.rules.listings import count, reads, url, urls
from playground.simulator.rules.media import first_alone
from playground.simulator.rules.model_rules import Check, Fields, ModelRules, film

_WORDS, _PICTURE, _REFERENCES, _EDIT = "text-to-video", "image-to-video", "reference-to-video", "video-edit"


def _action(fields: Fields) -> object:
    return fields.get("action") or (_PICTURE if fields.get("image_urls") else _WORDS)


def _is(action: str) -> Callable[[Fields], bool]:
    return lambda fields: _action(fields) == action


def _only_with(name: str, *actions: str) -> Check:
    return forbid(
        lambda fields: fields.get(name) and _action(fields) not in actions,
        f"{name} is only supported with action {' or '.join(actions)}",
    )


def _edited_references(fields: Fields) -> str | None:
    number = count(fields, "reference_images")
    if _action(fields) != _EDIT or number <= 5:
        return None
    return complaint(f"reference_images supports at most 5 with action video-edit, got {number}")


def _picture(width: int, height: int) -> str | None:
    if min(width, height) >= 300 and 0.4 <= width / height <= 2.5:
        return None
    return complaint(f"image must be at least 300 px with a ratio of 1:2.5 to 2.5:1, got {width}x{height}")


RULES = ModelRules(
    ("happyhorse-1.1",),
    checked(
        reads(
            *("action", "image_urls", "reference_images", "url", "audio_setting", "duration"),
            *("resolution", "aspect_ratio", "seed", "watermark"),
        ),
        one_of("action", _WORDS, _PICTURE, _REFERENCES, _EDIT),
        prompt(unless=_is(_PICTURE)),
        urls("image_urls"),
        required("image_urls", _is(_PICTURE)),
        _only_with("image_urls", _PICTURE),
        urls("reference_images", 9),
        required("reference_images", _is(_REFERENCES)),
        _only_with("reference_images", _REFERENCES, _EDIT),
        _edited_references,
        url("url"),
        required("url", _is(_EDIT)),
        _only_with("url", _EDIT),
        one_of("audio_setting", "auto", "origin"),
        _only_with("audio_setting", _EDIT),
        whole("duration", 3, 15),
        one_of("resolution", "720P", "1080P"),
        one_of("aspect_ratio", "16:9", "9:16", "1:1", "4:3", "3:4"),
        _only_with("aspect_ratio", _WORDS),
        seed(),
        flags("watermark"),
    ),
    film(5, "1080P", follows=True),
    first_alone,
    picture=_picture,
)
