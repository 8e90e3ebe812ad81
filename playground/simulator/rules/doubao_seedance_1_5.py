"""Seedance 1.5: resolution, seed, sound and camera inside metadata; frames, no references."""

from playground.simulator.rules.checks import apart, checked, flags, one_of, prompt, seed, texts, whole
from playground.simulator.rules.listings import reads, roles, urls
from playground.simulator.rules.model_rules import ModelRules, film

RULES = ModelRules(
    ("doubao-seedance-1-5-pro",),
    checked(
        reads(
            *("duration", "aspect_ratio", "image_urls", "image_with_roles"),
            *("metadata.resolution", "metadata.seed", "metadata.audio", "metadata.camerafixed"),
        ),
        prompt(),
        whole("duration", 4, 12),
        one_of("aspect_ratio", "16:9", "9:16", "1:1", "4:3", "3:4", "21:9"),
        urls("image_urls", 2),
        apart("image_urls", "image_with_roles"),
        roles("image_with_roles", first_frame=1, last_frame=1),
        one_of("metadata.resolution", "480p", "720p", "1080p"),
        seed("metadata.seed"),
        flags("metadata.audio", "metadata.camerafixed"),
        texts("trace_id"),
    ),
    film(5, by=("aspect_ratio", "metadata.resolution")),
)
