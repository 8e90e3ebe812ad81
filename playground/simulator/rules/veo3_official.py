"""Veo 3.1, the official channel: the ratio is called size, and metadata is written in camel case."""

from playground.simulator.rules.checks import checked, flags, forbid, one_of, prompt, texts
from playground.simulator.rules.listings import reads, url, urls
from playground.simulator.rules.media import first_alone
from playground.simulator.rules.model_rules import ModelRules, at, film

_METADATA = (
    *("generateAudio", "negativePrompt", "personGeneration", "lastFrame", "referenceImages"),
    *("compressionQuality", "resizeMode"),
)

RULES = ModelRules(
    ("Veo3.1-quality-official", "Veo3.1-fast-official", "Veo3.1-lite-official"),
    checked(
        reads("duration", "size", "resolution", "image_urls", *(f"metadata.{name}" for name in _METADATA)),
        prompt(),
        one_of("duration", 4, 6, 8),
        one_of("size", "16:9", "9:16"),
        one_of("resolution", "720p", "1080p", "4k"),
        forbid(
            lambda fields: (
                fields.get("model") == "Veo3.1-lite-official" and fields.get("resolution") in ("1080p", "4k")
            ),
            "resolution must be 720p for Veo3.1-lite-official",
        ),
        urls("image_urls"),
        flags("metadata.generateAudio"),
        texts("metadata.negativePrompt"),
        one_of("metadata.personGeneration", "allow_adult", "dont_allow"),
        url("metadata.lastFrame"),
        forbid(
            lambda fields: at(fields, "metadata.lastFrame") and not fields.get("image_urls"),
            "metadata.lastFrame needs image_urls",
        ),
        urls("metadata.referenceImages", 3),
        forbid(
            lambda fields: at(fields, "metadata.referenceImages") and fields.get("image_urls"),
            "metadata.referenceImages cannot be used together with image_urls",
        ),
        one_of("metadata.compressionQuality", "optimized", "lossless"),
        one_of("metadata.resizeMode", "pad", "crop"),
    ),
    film(8, by=("size", "resolution")),
    first_alone,
)
