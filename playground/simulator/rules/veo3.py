"""Veo 3.1, the gateway's own channel: eight seconds, resolution inside metadata."""

from playground.simulator.rules.checks import checked, flags, forbid, one_of, prompt
from playground.simulator.rules.listings import count, reads, urls
from playground.simulator.rules.model_rules import Fields, ModelRules, at, film


def _refers(fields: Fields) -> bool:
    kind = at(fields, "metadata.generation_type")
    return kind == "reference" or (kind is None and count(fields, "image_urls") == 3)


RULES = ModelRules(
    ("veo3.1-fast", "veo3.1-quality", "veo3.1-lite"),
    checked(
        reads(
            *("duration", "aspect_ratio", "image_urls"),
            *("metadata.generation_type", "metadata.resolution", "metadata.enable_gif"),
        ),
        prompt(),
        one_of("duration", 8),
        one_of("aspect_ratio", "16:9", "9:16"),
        urls("image_urls", 3),
        one_of("metadata.generation_type", "frame", "reference"),
        one_of("metadata.resolution", "720p", "1080p", "4k"),
        flags("metadata.enable_gif"),
        forbid(
            lambda fields: (
                at(fields, "metadata.generation_type") == "frame" and count(fields, "image_urls") > 2
            ),
            "image_urls supports at most 2 images with metadata.generation_type frame",
        ),
        forbid(
            lambda fields: fields.get("model") == "veo3.1-quality" and _refers(fields),
            "metadata.generation_type reference (3 image_urls) is not supported by veo3.1-quality",
        ),
        forbid(
            lambda fields: (
                at(fields, "metadata.enable_gif") and at(fields, "metadata.resolution") in ("1080p", "4k")
            ),
            "metadata.enable_gif is not supported with metadata.resolution 1080p or 4k",
        ),
    ),
    film(8, by=("aspect_ratio", "metadata.resolution")),
)
