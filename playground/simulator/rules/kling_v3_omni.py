"""Kling omni and O1: clips to edit or to refer to, pictures in metadata.image_list, placeholders in the prompt."""

from playground.simulator.rules.checks import apart, checked, flags, forbid, one_of, prompt, whole
from playground.simulator.rules.listings import has_role, objects, reads
from playground.simulator.rules.model_rules import Fields, ModelRules, film

_FRAMES = {"name": "metadata.image_list", "key": "type"}


def _o1(fields: Fields) -> bool:
    return fields.get("model") == "kling-video-o1"


RULES = ModelRules(
    ("kling-v3-omni", "kling-video-o1"),
    checked(
        reads(
            *("mode", "duration", "aspect_ratio", "audio", "video_list"),
            *("metadata.image_list", "metadata.element_list", "metadata.watermark"),
        ),
        prompt(),
        one_of("mode", "std", "pro"),
        whole("duration", 3, 10, when=_o1),
        whole("duration", 3, 15),
        one_of("aspect_ratio", "16:9", "9:16", "1:1"),
        flags("audio", "metadata.watermark"),
        objects("video_list", "video_url", refer_type=("base", "feature"), keep_original_sound=("yes", "no")),
        apart("audio", "video_list"),
        objects("metadata.image_list", "image_url", type=("first_frame", "end_frame")),
        forbid(
            lambda fields: (
                has_role("end_frame", **_FRAMES)(fields) and not has_role("first_frame", **_FRAMES)(fields)
            ),
            "metadata.image_list type end_frame needs a first_frame",
        ),
        objects("metadata.element_list", "url"),
    ),
    film(5, "std", by=("aspect_ratio", "mode"), follows=True),
)
