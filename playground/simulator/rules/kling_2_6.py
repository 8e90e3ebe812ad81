"""Kling 2.6: a mode in place of a resolution, sound in pro only."""

from playground.simulator.rules.checks import checked, flags, forbid, one_of, prompt, texts
from playground.simulator.rules.listings import reads, roles, urls
from playground.simulator.rules.model_rules import ModelRules, film

RULES = ModelRules(
    ("kling-v2-6",),
    checked(
        reads(
            *("mode", "duration", "aspect_ratio", "reference_images", "image_with_roles"),
            *("negative_prompt", "audio", "watermark"),
        ),
        prompt(2500),
        one_of("mode", "std", "pro"),
        one_of("duration", 5, 10),
        one_of("aspect_ratio", "16:9", "9:16", "1:1"),
        urls("reference_images"),
        roles("image_with_roles", first_frame=1, last_frame=1, reference=None, reference_image=None),
        texts("negative_prompt"),
        flags("audio", "watermark"),
        forbid(
            lambda fields: fields.get("audio") and fields.get("mode") != "pro",
            "audio is only supported with mode pro",
        ),
    ),
    film(5, "std", by=("aspect_ratio", "mode")),
)
