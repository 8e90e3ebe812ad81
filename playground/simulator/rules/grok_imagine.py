"""Grok Imagine: the resolution is called quality, and half size is the default."""

from playground.simulator.rules.checks import checked, one_of, prompt, whole
from playground.simulator.rules.listings import reads, urls
from playground.simulator.rules.model_rules import ModelRules, film

RULES = ModelRules(
    ("grok-imagine-1.0-video",),
    checked(
        reads("duration", "quality", "aspect_ratio", "image_urls"),
        prompt(),
        whole("duration", 6, 30),
        one_of("quality", "480p", "720p"),
        one_of("aspect_ratio", "16:9", "9:16", "1:1", "3:2", "2:3"),
        urls("image_urls", 7),
    ),
    film(6, "480p", by=("aspect_ratio", "quality")),
)
