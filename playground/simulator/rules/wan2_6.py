"""Wan 2.6: a picture or reference clips; a ratio only where no picture gives one."""

from playground.simulator.rules.checks import apart, checked, flags, one_of, prompt, seed, texts
from playground.simulator.rules.listings import reads, urls
from playground.simulator.rules.model_rules import ModelRules, film

RULES = ModelRules(
    ("wan2.6",),
    checked(
        reads(
            *("image_urls", "metadata.reference_urls", "aspect_ratio", "resolution", "duration"),
            *("negative_prompt", "seed", "prompt_extend", "audio", "shot_type", "watermark"),
        ),
        prompt(),
        urls("image_urls", 1),
        urls("metadata.reference_urls"),
        apart("image_urls", "metadata.reference_urls"),
        one_of("aspect_ratio", "16:9", "9:16", "1:1", "4:3", "3:4"),
        apart("aspect_ratio", "image_urls"),
        one_of("resolution", "720p", "1080p"),
        one_of("duration", 5, 10, 15),
        texts("negative_prompt"),
        seed(),
        flags("prompt_extend", "audio", "watermark"),
        one_of("shot_type", "single", "multi"),
    ),
    film(5, "1080p", follows=True),
)
