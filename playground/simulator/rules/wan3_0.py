"""Wan 3.0, known at second hand: the ratio is called ratio."""

from playground.simulator.rules.checks import checked, forbid, given, one_of, prompt, whole
from playground.simulator.rules.listings import has_role, objects, reads, roles, urls
from playground.simulator.rules.model_rules import ModelRules, film

_REFERENCES = ("reference_images", "video_list", "audio_with_roles")

RULES = ModelRules(
    ("wan3.0-video",),
    checked(
        reads("ratio", "resolution", "duration", "image_with_roles", *_REFERENCES),
        prompt(),
        one_of("ratio", "16:9", "9:16", "1:1", "4:3", "3:4"),
        one_of("resolution", "480p", "720p", "1080p"),
        whole("duration", 2, 30),
        urls("reference_images", 10),
        objects("video_list", "video_url", 5),
        objects("audio_with_roles", "url", 5),
        roles("image_with_roles", first_frame=1, last_frame=1),
        forbid(
            lambda fields: has_role("first_frame", "last_frame")(fields) and given(*_REFERENCES)(fields),
            "image_with_roles cannot be used together with reference_images, video_list or audio_with_roles",
        ),
    ),
    film(5, by=("ratio", "resolution"), follows=True),
)
