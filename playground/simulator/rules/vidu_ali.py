"""Vidu q3 on its second channel: never from words alone, each id with material of its own kind."""

from playground.simulator.rules.checks import (
    apart,
    checked,
    flags,
    forbid,
    given,
    one_of,
    prompt,
    required,
    seed,
)
from playground.simulator.rules.listings import objects, reads, url, urls
from playground.simulator.rules.model_rules import Fields, ModelRules, film

_filmed = given("url", "video_list")


def _pictured(fields: Fields) -> bool:
    return fields.get("model") in ("viduq3-pro-fast", "viduq3-mix")


RULES = ModelRules(
    ("viduq3-pro-fast", "viduq3-ad", "viduq3-drama", "viduq3-mix"),
    checked(
        reads("image_urls", "url", "video_list", "duration", "resolution", "audio", "watermark", "seed"),
        prompt(),
        urls("image_urls"),
        url("url"),
        objects("video_list", "video_url", refer_type=("base", "feature"), keep_original_sound=("yes", "no")),
        apart("url", "video_list"),
        required("image_urls", _pictured),
        forbid(
            lambda fields: fields.get("model") == "viduq3-mix" and not _filmed(fields),
            "url or video_list is required",
        ),
        forbid(
            lambda fields: not _filmed(fields) and not fields.get("image_urls"),
            "image_urls, url or video_list is required",
        ),
        one_of("duration", 5),
        one_of("resolution", "720P", "1080P"),
        flags("audio", "watermark"),
        seed(),
    ),
    film(5, "720P", follows=True),
)
