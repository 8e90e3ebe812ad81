"""Kling 3.0 turbo: the first of reference_images is the first frame, and it decides the ratio."""

from playground.simulator.rules.checks import apart, checked, flags, one_of, prompt, whole
from playground.simulator.rules.listings import reads, urls
from playground.simulator.rules.media import Media
from playground.simulator.rules.model_rules import Fields, ModelRules, film


def _media(fields: Fields) -> Media:
    images = fields.get("reference_images")
    return Media(opening=images[0] if isinstance(images, list) and images else None)


RULES = ModelRules(
    ("kling-3.0-turbo",),
    checked(
        reads("reference_images", "resolution", "duration", "aspect_ratio", "watermark"),
        prompt(),
        urls("reference_images"),
        one_of("resolution", "720p", "1080p"),
        whole("duration", 3, 15),
        one_of("aspect_ratio", "16:9", "9:16", "1:1"),
        apart("aspect_ratio", "reference_images"),
        flags("watermark"),
    ),
    film(5, follows=True),
    _media,
)
