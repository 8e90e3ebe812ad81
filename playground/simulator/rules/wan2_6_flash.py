"""Wan 2.6 flash: nothing from words alone, and no ratio."""

from playground.simulator.rules.checks import apart, checked, flags, forbid, given, one_of, prompt
from playground.simulator.rules.listings import reads, urls
from playground.simulator.rules.model_rules import ModelRules, film

_material = given("image_urls", "metadata.reference_urls")

RULES = ModelRules(
    ("wan2.6-flash",),
    checked(
        reads("image_urls", "metadata.reference_urls", "resolution", "duration", "audio", "watermark"),
        forbid(lambda fields: not _material(fields), "image_urls or metadata.reference_urls is required"),
        apart("image_urls", "metadata.reference_urls"),
        prompt(unless=_material),
        urls("image_urls", 1),
        urls("metadata.reference_urls"),
        one_of("resolution", "720p", "1080p"),
        one_of("duration", 5, 10, 15),
        flags("audio", "watermark"),
    ),
    film(5, "1080p", follows=True),
)
