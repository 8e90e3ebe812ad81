"""Sora 2, the official channel: upright unless told otherwise, and exact about its first frame."""

from playground.simulator.rules.checks import checked, complaint, one_of, prompt
from playground.simulator.rules.listings import reads, urls
from playground.simulator.rules.media import first_alone
from playground.simulator.rules.model_rules import ModelRules, film


def _picture(width: int, height: int) -> str | None:
    if (width, height) in ((1280, 720), (720, 1280)):
        return None
    return complaint(f"image_urls must be exactly 1280x720 or 720x1280, got {width}x{height}")


RULES = ModelRules(
    ("sora-2-official",),
    checked(
        reads("duration", "aspect_ratio", "image_urls"),
        prompt(),
        one_of("duration", 4, 8, 12),
        one_of("aspect_ratio", "9:16", "16:9"),
        urls("image_urls"),
    ),
    film(4, ratio="9:16"),
    first_alone,
    picture=_picture,
)
