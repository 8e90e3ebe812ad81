"""Hailuo 2.3: no ratio at all, a capital P, and 1080P for six seconds only; the fast one needs a picture."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.rule import Forbids
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "minimax-hailuo-2.3/generation"
FAST = "MiniMax-Hailuo-2.3-Fast"
PARAMETERS = (
    shared.variant(("MiniMax-Hailuo-2.3", "Hailuo 2.3"), (FAST, "Fast")),
    shared.prompt(2000),
    shared.duration(6, 10, default=6),
    shared.resolution("768P", "1080P", default="768P"),
    shared.images(
        help_text=_("One image, under 20 MB, its short side over 300 pixels, between 2:5 and 5:2.")
    ),
    shared.switch("prompt_optimizer", _("Polish the prompt"), "metadata", "prompt_optimizer", default=True),
    shared.switch("fast_pretreatment", _("Polish it faster"), "metadata", "fast_pretreatment"),
    shared.watermark("aigc_watermark", "metadata", "aigc_watermark"),
)

VIDEO_MODEL = VideoModel(
    slug="minimax-hailuo-2-3",
    wire_id="MiniMax-Hailuo-2.3",
    rank=51,
    maker="MiniMax",
    name="Hailuo 2.3",
    summary=_("Six or ten seconds with camera moves in brackets; the fast variant needs an image."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        Forbids(
            when={"duration": (10,)},
            field="resolution",
            values=("1080P",),
            because=_("1080P is made for six seconds only."),
        ),
        material.at_most(1, "image_urls"),
        material.needs_image("image_urls", when={"variant": (FAST,)}),
    ),
    modes=material.from_text_or_image("image_urls"),
    guide=family_guide(
        PAGE,
        PARAMETERS,
        _("There is no aspect ratio. Camera moves stand in the prompt in brackets: [Push in]."),
    ),
)
