"""Seedance 1.0: resolution at the top level again, and a last frame for quality only."""

from playground.simulator.rules.checks import apart, checked, forbid, one_of, prompt, seed, texts, whole
from playground.simulator.rules.listings import has_role, reads, roles, urls
from playground.simulator.rules.model_rules import ModelRules, film

RULES = ModelRules(
    ("doubao-seedance-1-0-pro-fast", "doubao-seedance-1-0-pro-quality"),
    checked(
        reads(
            *("duration", "aspect_ratio", "resolution", "image_urls", "image_with_roles"),
            "metadata.seed",
        ),
        prompt(),
        whole("duration", 2, 12),
        one_of("aspect_ratio", "16:9", "9:16", "1:1", "4:3", "3:4", "21:9"),
        one_of("resolution", "480p", "720p", "1080p"),
        urls("image_urls", 1),
        apart("image_urls", "image_with_roles"),
        roles("image_with_roles", first_frame=1, last_frame=1, reference=1),
        forbid(
            lambda fields: (
                fields.get("model") == "doubao-seedance-1-0-pro-fast" and has_role("last_frame")(fields)
            ),
            "image_with_roles role last_frame is only supported by doubao-seedance-1-0-pro-quality",
        ),
        forbid(
            lambda fields: fields.get("resolution") == "1080p" and has_role("reference")(fields),
            "resolution 1080p is not supported with image_with_roles role reference",
        ),
        seed("metadata.seed"),
        texts("trace_id"),
    ),
    film(5),
)
