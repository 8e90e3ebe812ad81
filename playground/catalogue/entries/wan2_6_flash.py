"""Wan 2.6 flash: nothing from words alone, and no ratio."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.entries.wan2_6 import REFERENCE_CLIPS
from playground.catalogue.guide import Fact
from playground.catalogue.guides.family import IN_PICTURES, family_guide
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "wan2.6-flash/generation"
PARAMETERS = (
    shared.prompt(required=False),
    shared.duration(5, 10, 15, default=5),
    shared.resolution("720p", "1080p", default="1080p"),
    shared.images(help_text=_("The first frame. One image.")),
    REFERENCE_CLIPS,
    shared.sound(default=True),
    shared.watermark(),
)

VIDEO_MODEL = VideoModel(
    slug="wan2-6-flash",
    wire_id="wan2.6-flash",
    rank=61,
    maker="Alibaba",
    name="Wan 2.6 flash",
    summary=_("Five to fifteen seconds, quickly; always from an image or reference clips."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        material.needs_image("image_urls", "reference_urls"),
        material.at_most(1, "image_urls"),
        material.apart(
            {"image_urls": True},
            {"reference_urls": True},
            "reference_urls",
            _("An image or reference videos: not both."),
        ),
    ),
    modes=(
        Mode(name=material.REFERENCES, when={"reference_urls": True}),
        Mode(name=material.IMAGE),
    ),
    guide=family_guide(
        PAGE,
        PARAMETERS,
        _("It needs an image or a reference video; a prompt may be left out. There is no aspect ratio."),
        Fact(
            term=_("Price by its page"),
            detail=_("With sound RMB 0.3 a second at 720p and 0.5 at 1080p; silent half of that."),
            source=PAGE,
        ),
        workloads=IN_PICTURES,
    ),
)
