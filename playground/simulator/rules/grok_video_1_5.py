"""Grok video 1.5: exactly one image, always."""

from playground.simulator.rules.checks import checked, one_of, prompt, required, whole
from playground.simulator.rules.listings import reads, url
from playground.simulator.rules.model_rules import ModelRules, film

RULES = ModelRules(
    ("grok-video-1.5",),
    checked(
        reads("image", "duration", "resolution", "aspect_ratio"),
        prompt(),
        required("image"),
        url("image"),
        whole("duration", 1, 15),
        one_of("resolution", "480p", "720p"),
        one_of("aspect_ratio", "1:1", "16:9", "9:16", "3:2", "2:3"),
    ),
    film(8),
)
