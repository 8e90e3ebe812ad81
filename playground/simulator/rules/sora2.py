"""Sora 2, the gateway's own channel."""

import re

from playground.simulator.rules.checks import checked, complaint, flags, one_of, prompt, texts, whole
from playground.simulator.rules.listings import reads, url, urls
from playground.simulator.rules.model_rules import Fields, ModelRules, at, film

_STYLES = ("thanksgiving", "comic", "news", "selfie", "nostalgic", "anime")
_SWITCHES = ("watermark", "private", "storyboard", "character_create")
_WORDS = ("n", "style", "character_url", "character_timestamps", "character_from_task")
_SPAN = re.compile(r"(\d{1,6}(?:\.\d{1,3})?),\s?(\d{1,6}(?:\.\d{1,3})?)")


def _timestamps(fields: Fields) -> str | None:
    value = at(fields, "metadata.character_timestamps")
    if value is None or value == "":
        return None
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return complaint('metadata.character_timestamps must be like "1,3"')
    if not 1 <= float(match[2]) - float(match[1]) <= 3:
        return complaint("timestamps range must be between 1-3 seconds")
    return None


RULES = ModelRules(
    ("sora-2-vvip",),
    checked(
        reads(
            *("duration", "aspect_ratio", "image_urls", "thumbnail"),
            *(f"metadata.{name}" for name in (*_SWITCHES, *_WORDS)),
        ),
        prompt(),
        one_of("duration", 4, 8, 12),
        one_of("aspect_ratio", "16:9", "9:16"),
        urls("image_urls"),
        flags("thumbnail", *(f"metadata.{name}" for name in _SWITCHES)),
        whole("metadata.n", 1, 4),
        one_of("metadata.style", *_STYLES),
        url("metadata.character_url"),
        texts("metadata.character_from_task"),
        _timestamps,
    ),
    film(4),
)
