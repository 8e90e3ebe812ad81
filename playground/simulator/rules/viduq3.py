"""Vidu q3: pro and turbo take none to two pictures, the plain one always takes some."""

import re

from playground.simulator.rules.checks import (
    checked,
    complaint,
    flags,
    forbid,
    is_list_of_objects,
    is_url,
    one_of,
    prompt,
    required,
    seed,
    texts,
    whole,
)
from playground.simulator.rules.listings import reads, urls
from playground.simulator.rules.model_rules import Fields, ModelRules, at, film

_METADATA = ("subjects", "auto_subjects", "voice_id", "audio_type", "off_peak", "payload")
_RATIO = re.compile(r"[1-9]\d?:[1-9]\d?")


def _plain(fields: Fields) -> bool:
    return fields.get("model") == "viduq3"


def _not_plain(fields: Fields) -> bool:
    return not _plain(fields)


def _ratio(fields: Fields) -> str | None:
    value = fields.get("aspect_ratio")
    if value is None or (isinstance(value, str) and _RATIO.fullmatch(value)):
        return None
    return complaint("aspect_ratio must be like 16:9, 9:16 or 1:1")


def _subjects(fields: Fields) -> str | None:
    subjects = at(fields, "metadata.subjects")
    if subjects is None:
        return None
    if not isinstance(subjects, list) or not is_list_of_objects(subjects):
        return complaint("metadata.subjects must be a list of objects with images")
    if len(subjects) > 7:
        return complaint(f"metadata.subjects supports at most 7, got {len(subjects)}")
    for place, subject in enumerate(subjects):
        images = subject.get("images")
        if not isinstance(images, list) or len(images) > 3 or not all(map(is_url, images)):
            return complaint(f"metadata.subjects[{place}].images must be at most 3 public URLs")
    return None


RULES = ModelRules(
    ("viduq3-pro", "viduq3-turbo", "viduq3"),
    checked(
        reads(
            *("duration", "resolution", "aspect_ratio", "image_urls", "audio", "seed"),
            *(f"metadata.{name}" for name in _METADATA),
        ),
        prompt(5000),
        whole("duration", 3, 16, when=_plain),
        whole("duration", 1, 16),
        one_of("resolution", "540p", "720p", "1080p"),
        _ratio,
        urls("image_urls", 2, when=_not_plain),
        urls("image_urls", 7),
        required("image_urls", _plain),
        flags("audio", "metadata.auto_subjects", "metadata.off_peak"),
        seed(),
        forbid(
            lambda fields: at(fields, "metadata.subjects") and _not_plain(fields),
            "metadata.subjects is only supported by viduq3",
        ),
        _subjects,
        texts("metadata.voice_id", "metadata.payload"),
        one_of("metadata.audio_type", "all", "speech_only", "sound-effect_only"),
    ),
    film(5, follows=True),
)
