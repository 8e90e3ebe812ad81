"""Hailuo 02: a last frame inside metadata, and a prompt that a picture makes optional."""

from playground.simulator.rules.checks import checked, flags, forbid, given, one_of, prompt
from playground.simulator.rules.listings import reads, url, urls
from playground.simulator.rules.media import first_alone
from playground.simulator.rules.model_rules import ModelRules, at, film

_SWITCHES = ("metadata.prompt_optimizer", "metadata.fast_pretreatment", "metadata.aigc_watermark")

RULES = ModelRules(
    ("MiniMax-Hailuo-02",),
    checked(
        reads("duration", "resolution", "image_urls", "metadata.last_frame_image", *_SWITCHES),
        prompt(2000, unless=given("image_urls")),
        one_of("duration", 6, 10),
        one_of("resolution", "512P", "768P", "1080P"),
        forbid(
            lambda fields: fields.get("resolution") == "1080P" and fields.get("duration") == 10,
            "resolution 1080P is only supported with duration 6",
        ),
        urls("image_urls", 1),
        url("metadata.last_frame_image"),
        forbid(
            lambda fields: at(fields, "metadata.last_frame_image") and not fields.get("image_urls"),
            "metadata.last_frame_image needs image_urls",
        ),
        forbid(
            lambda fields: at(fields, "metadata.last_frame_image") and fields.get("resolution") == "512P",
            "metadata.last_frame_image is not supported with resolution 512P",
        ),
        flags(*_SWITCHES),
    ),
    film(6, "768P", follows=True),
    first_alone,
)
