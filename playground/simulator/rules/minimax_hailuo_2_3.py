"""Hailuo 2.3: no ratio at all, a capital P, and 1080P for six seconds only; the fast one needs a picture."""

from playground.simulator.rules.checks import checked, complaint, flags, forbid, one_of, prompt, required
from playground.simulator.rules.listings import reads, urls
from playground.simulator.rules.media import first_alone
from playground.simulator.rules.model_rules import ModelRules, film

_SWITCHES = ("metadata.prompt_optimizer", "metadata.fast_pretreatment", "metadata.aigc_watermark")


def picture(width: int, height: int) -> str | None:
    """The pages ask for a short side above 300 px and a ratio between 2:5 and 5:2."""
    if min(width, height) > 300 and 0.4 <= width / height <= 2.5:
        return None
    return complaint(
        f"image_urls needs a short side above 300 px and a ratio of 2:5 to 5:2, got {width}x{height}"
    )


RULES = ModelRules(
    ("MiniMax-Hailuo-2.3", "MiniMax-Hailuo-2.3-Fast"),
    checked(
        reads("duration", "resolution", "image_urls", *_SWITCHES),
        prompt(2000),
        one_of("duration", 6, 10),
        one_of("resolution", "768P", "1080P"),
        forbid(
            lambda fields: fields.get("resolution") == "1080P" and fields.get("duration") == 10,
            "resolution 1080P is only supported with duration 6",
        ),
        urls("image_urls", 1),
        required("image_urls", lambda fields: fields.get("model") == "MiniMax-Hailuo-2.3-Fast"),
        flags(*_SWITCHES),
    ),
    film(6, "768P", follows=True),
    first_alone,
    picture=picture,
)
