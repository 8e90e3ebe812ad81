"""Sora 2 on OpenAI's own channel: upright unless told otherwise, and exact about its first frame."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "sora-2-official/generation"
PARAMETERS = (
    shared.prompt(),
    shared.aspect_ratio("9:16", "16:9"),
    shared.duration(4, 8, 12, default=4),
    shared.images(
        help_text=_("The first frame, JPEG, PNG or WebP, exactly 1280 × 720 or 720 × 1280 pixels. One image.")
    ),
)

VIDEO_MODEL = VideoModel(
    slug="sora2-official",
    wire_id="sora-2-official",
    rank=21,
    maker="OpenAI",
    name="Sora 2 official",
    summary=_("Four, eight or twelve seconds, upright by default, from text or one exact first frame."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(material.only_the_first(),),
    modes=material.from_text_or_image("image_urls"),
    guide=family_guide(
        PAGE, PARAMETERS, _("A first frame has to measure exactly 1280 × 720 or 720 × 1280 pixels.")
    ),
)
