"""Gemini Omni Flash, the official channel: the one that takes clips, and edits them."""

from playground.simulator.rules.checks import (
    WEB,
    apart,
    checked,
    forbid,
    given,
    one_of,
    prompt,
    ranged,
    texts,
    whole,
)
from playground.simulator.rules.listings import objects, reads, urls
from playground.simulator.rules.model_rules import Fields, ModelRules, Shape, at, film

_METADATA = (
    "temperature",
    "topP",
    "top_p",
    "candidateCount",
    "candidate_count",
    "previous_interaction_id",
    "task",
)
_TASKS = ("text_to_video", "image_to_video", "reference_to_video", "edit")
_MOST = 2**31 - 1
_ordered = film(6)
_ordered_by_clip = film(6, by=("", "resolution"), follows=True)


def _shape(fields: Fields) -> Shape:
    # The platform drops the ratio of an edit, and takes clips for one unless another task is named.
    task = at(fields, "metadata.task")
    edits = task == "edit" or (bool(fields.get("video_list")) and task is None)
    return _ordered_by_clip(fields) if edits else _ordered(fields)


RULES = ModelRules(
    ("gemini-omni-flash-preview-official",),
    checked(
        reads(
            *("duration", "aspect_ratio", "resolution", "image_urls", "video_list"),
            *(f"metadata.{name}" for name in _METADATA),
        ),
        prompt(),
        whole("duration", 1, 10),
        one_of("aspect_ratio", "16:9", "9:16"),
        one_of("resolution", "720p"),
        urls("image_urls", 10),
        # The page's warning forbids base64, its field table allows data URIs for clips: the table is nearer.
        objects("video_list", "video_url", 3, schemes=(*WEB, "data")),
        apart("video_list", "image_urls"),
        ranged("metadata.temperature", 0, 2),
        ranged("metadata.topP", 0, 1),
        ranged("metadata.top_p", 0, 1),
        whole("metadata.candidateCount", 1, _MOST),
        whole("metadata.candidate_count", 1, _MOST),
        texts("metadata.previous_interaction_id"),
        one_of("metadata.task", *_TASKS),
        forbid(
            lambda fields: (
                at(fields, "metadata.task") == "edit"
                and not given("video_list", "metadata.previous_interaction_id")(fields)
            ),
            "metadata.task edit needs video_list",
        ),
    ),
    _shape,
)
