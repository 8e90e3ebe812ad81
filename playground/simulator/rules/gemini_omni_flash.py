"""Gemini Omni Flash, the legacy channel, as its guide pages have it (versions 2 and 3)."""

from playground.simulator.rules.checks import checked, complaint, forbid, one_of, prompt
from playground.simulator.rules.listings import count, reads, urls
from playground.simulator.rules.model_rules import Fields, ModelRules, film

_IDS = ("gemini_omni_flash", "gemini-omni-flash", "gemini_omni")


def _resolution(fields: Fields) -> str | None:
    # Version 2 of the page writes 720P with a capital; version 3, under the dashed id, a small letter.
    dashed = fields.get("model") == "gemini-omni-flash"
    return one_of("resolution", *(("720P", "720p", "1080p") if dashed else ("720P", "1080p")))(fields)


def _images(fields: Fields) -> str | None:
    number = count(fields, "image_urls")
    return None if number in (0, 1, 3) else complaint(f"image_urls supports 0, 1 or 3 images, got {number}")


RULES = ModelRules(
    _IDS,
    checked(
        reads("duration", "aspect_ratio", "resolution", "image_urls"),
        prompt(),
        one_of("duration", 4, 6, 10),
        one_of("aspect_ratio", "16:9", "9:16"),
        _resolution,
        forbid(
            lambda fields: fields.get("resolution") == "1080p" and fields.get("aspect_ratio") == "9:16",
            "1080p is only supported with aspect_ratio 16:9",
        ),
        urls("image_urls"),
        _images,
    ),
    film(6, "720P"),
)
