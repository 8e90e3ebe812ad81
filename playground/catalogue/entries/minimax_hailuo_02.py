"""Hailuo 02: a last frame inside metadata, and a prompt that a picture makes optional."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.rule import Forbids, RequiresIf
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "minimax-hailuo/generation"
PARAMETERS = (
    shared.prompt(2000, required=False),
    shared.duration(6, 10, default=6),
    shared.resolution("512P", "768P", "1080P", default="768P"),
    shared.images(help_text=_("The first frame. One image.")),
    shared.address(
        "last_frame",
        _("Last frame"),
        _("Where the clip ends. It needs a first frame."),
        ("metadata", "last_frame_image"),
    ),
    shared.switch("prompt_optimizer", _("Polish the prompt"), "metadata", "prompt_optimizer", default=True),
    shared.switch("fast_pretreatment", _("Polish it faster"), "metadata", "fast_pretreatment"),
    shared.watermark("aigc_watermark", "metadata", "aigc_watermark"),
)

VIDEO_MODEL = VideoModel(
    slug="minimax-hailuo-02",
    wire_id="MiniMax-Hailuo-02",
    rank=52,
    maker="MiniMax",
    name="Hailuo 02",
    summary=_("Six or ten seconds from text, a first frame, or a first and a last one."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        material.needs_words_or("image_urls"),
        Forbids(
            when={"duration": (10,)},
            field="resolution",
            values=("1080P",),
            because=_("1080P is made for six seconds only."),
        ),
        material.at_most(1, "image_urls"),
        RequiresIf(
            when={"last_frame": True},
            any_of=({"image_urls": True},),
            field="last_frame",
            because=material.LAST_NEEDS_FIRST,
        ),
        Forbids(
            when={"last_frame": True},
            field="resolution",
            values=("512P",),
            because=_("A last frame needs 768P or 1080P."),
        ),
    ),
    modes=material.from_text_or_image("image_urls"),
    guide=family_guide(
        PAGE, PARAMETERS, _("There is no aspect ratio, and a last frame needs 768P or 1080P.")
    ),
)
