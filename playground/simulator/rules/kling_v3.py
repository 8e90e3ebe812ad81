"""Kling 3: what 2.6 has at the top level, its negative prompt and watermark, moved into metadata."""

from playground.simulator.rules.checks import checked, flags, one_of, prompt, texts, whole
from playground.simulator.rules.listings import reads, roles, urls
from playground.simulator.rules.model_rules import ModelRules, film

RULES = ModelRules(
    ("kling-v3",),
    checked(
        reads(
            *("mode", "duration", "aspect_ratio", "reference_images", "image_with_roles", "audio"),
            *("metadata.negative_prompt", "metadata.watermark"),
        ),
        prompt(),
        one_of("mode", "std", "pro"),
        whole("duration", 3, 15),
        one_of("aspect_ratio", "16:9", "9:16", "1:1"),
        urls("reference_images"),
        roles("image_with_roles", first_frame=1, last_frame=1, reference=None, reference_image=None),
        flags("audio", "metadata.watermark"),
        texts("metadata.negative_prompt"),
    ),
    film(5, "std", by=("aspect_ratio", "mode")),
)
