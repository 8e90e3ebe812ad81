"""Grok video 1.0: one image as a string, more as reference_images, eight in all."""

from playground.simulator.rules.checks import checked, complaint, one_of, prompt, whole
from playground.simulator.rules.listings import count, reads, url, urls
from playground.simulator.rules.model_rules import Fields, ModelRules, film


def _images(fields: Fields) -> str | None:
    number = bool(fields.get("image")) + count(fields, "reference_images")
    return (
        None
        if number <= 8
        else complaint(f"image and reference_images support at most 8 together, got {number}")
    )


RULES = ModelRules(
    ("grok-video-1.0",),
    checked(
        reads("duration", "resolution", "aspect_ratio", "image", "reference_images"),
        prompt(),
        whole("duration", 1, 15),
        one_of("resolution", "480p", "720p"),
        one_of("aspect_ratio", "16:9", "9:16", "3:2", "2:3", "1:1"),
        url("image"),
        urls("reference_images"),
        _images,
    ),
    film(8, follows=True),
)
